package io.github.rerank4j.tencent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.langchain4j.exception.AuthenticationException;
import io.github.rerank4j.spi.Attempt;
import io.github.rerank4j.spi.ErrorKind;
import io.github.rerank4j.spi.RerankReply.Refused;
import io.github.rerank4j.spi.WireReply;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated("sets the locale of the JVM")
class TencentAuthorizerTest {

    private static final String EXPIRED = "AuthFailure.SignatureExpire";
    private static final String BAD_TOKEN = "AuthFailure.TokenFailure";

    private final HandDrivenClock clock = new HandDrivenClock();
    private final TencentAuthorizer fixed =
            new TencentAuthorizer(TencentCredentialsProvider.of(Examples.PUBLISHED), clock);

    @Test
    void an_attempt_gets_its_signature_and_its_time() {
        Map<String, String> headers = fixed.authorize(attempt()).join();

        assertThat(headers).containsOnlyKeys("Authorization", "X-TC-Timestamp");
        assertThat(headers).containsEntry("X-TC-Timestamp", "1795168395");
        assertThat(headers.get("Authorization"))
                .endsWith("Signature=ad5f449f71dfde1b38a5da214a6f4f7fb73c5b7ba35342027068b78aa800b3a4");
    }

    @Test
    void a_token_is_sent_and_does_not_change_the_signature() {
        TencentCredentials temporary =
                TencentCredentials.of(Examples.PUBLISHED.secretId(), Examples.PUBLISHED.secretKey(), "token-example");
        TencentAuthorizer authorizer = new TencentAuthorizer(TencentCredentialsProvider.of(temporary), clock);

        Map<String, String> headers = authorizer.authorize(attempt()).join();

        assertThat(headers).containsEntry("X-TC-Token", "token-example");
        assertThat(headers.get("Authorization"))
                .isEqualTo(fixed.authorize(attempt()).join().get("Authorization"));
    }

    @Test
    void each_attempt_asks_once_for_credentials() {
        Rotating provider = new Rotating();
        TencentAuthorizer authorizer = new TencentAuthorizer(provider, clock);

        String first = authorizer.authorize(attempt()).join().get("Authorization");
        String second = authorizer.authorize(attempt()).join().get("Authorization");

        assertThat(first).contains("Credential=id-1/");
        assertThat(second).contains("Credential=id-2/");
    }

    @Test
    void credentials_that_come_later_complete_the_headers_later() {
        CompletableFuture<TencentCredentials> later = new CompletableFuture<>();
        TencentAuthorizer authorizer = new TencentAuthorizer(() -> later, clock);

        CompletableFuture<Map<String, String>> headers = authorizer.authorize(attempt());

        assertThat(headers).isNotDone();
        later.complete(Examples.PUBLISHED);
        assertThat(headers).isCompletedWithValueMatching(map -> map.containsKey("Authorization"));
    }

    @Test
    @SuppressWarnings("NullAway") // what providers without a null checker do
    void a_provider_that_gives_null_is_told_so() {
        TencentAuthorizer noStage = new TencentAuthorizer(() -> null, clock);
        TencentAuthorizer noCredentials = new TencentAuthorizer(() -> CompletableFuture.completedFuture(null), clock);

        assertThatThrownBy(() -> noStage.authorize(attempt()))
                .isInstanceOf(AuthenticationException.class)
                .hasMessageContaining("returned null");
        assertThatThrownBy(() -> noCredentials.authorize(attempt()).join())
                .hasCauseInstanceOf(AuthenticationException.class)
                .hasMessageContaining("returned null");
    }

    @Test
    void a_clock_that_is_off_is_corrected_by_the_date_of_the_refusal() {
        boolean refreshed = refreshCredentials(fixed, EXPIRED, dated(Duration.ofMinutes(-42)));

        assertThat(refreshed).isTrue();
        assertThat(timestamp()).isEqualTo(1795168395L - 42 * 60);
    }

    @Test
    void a_clock_that_is_off_is_corrected_in_every_locale() {
        Locale locale = Locale.getDefault();
        try {
            for (String tag : List.of("th-TH-u-nu-thai", "ar-EG-u-nu-arab", "hi-IN-u-nu-deva", "tr-TR")) {
                Locale.setDefault(Locale.forLanguageTag(tag));
                TencentAuthorizer authorizer =
                        new TencentAuthorizer(TencentCredentialsProvider.of(Examples.PUBLISHED), clock);

                assertThat(refreshCredentials(authorizer, EXPIRED, dated(Duration.ofHours(1))))
                        .isTrue();
                assertThat(authorizer.authorize(attempt()).join()).containsEntry("X-TC-Timestamp", "1795171995");
            }
        } finally {
            Locale.setDefault(locale);
        }
    }

    @Test
    void the_day_of_a_corrected_clock_is_the_one_that_is_signed() {
        refreshCredentials(fixed, EXPIRED, dated(Duration.ofDays(1)));

        assertThat(fixed.authorize(attempt()).join().get("Authorization")).contains("/2026-11-21/lkeap/tc3_request");
    }

    @Test
    void a_clock_that_agrees_is_not_what_the_service_means() {
        assertThat(refreshCredentials(fixed, EXPIRED, dated(Duration.ofSeconds(60))))
                .isFalse();
        assertThat(timestamp()).isEqualTo(1795168395L);
    }

    @Test
    void attempts_signed_before_the_correction_are_worth_another() {
        refreshCredentials(fixed, EXPIRED, dated(Duration.ofHours(1)));

        assertThat(refreshCredentials(fixed, EXPIRED, dated(Duration.ofHours(1))))
                .isTrue();
        assertThat(timestamp()).isEqualTo(1795168395L + 3600);
    }

    @Test
    void a_clock_that_was_set_right_meanwhile_is_corrected_back() {
        refreshCredentials(fixed, EXPIRED, dated(Duration.ofHours(1)));

        assertThat(refreshCredentials(fixed, EXPIRED, dated(Duration.ZERO))).isTrue();
        assertThat(timestamp()).isEqualTo(1795168395L);
    }

    @Test
    void a_refusal_without_a_readable_date_corrects_nothing() {
        assertThat(refreshCredentials(fixed, EXPIRED, Examples.reply(200, "{}")))
                .isFalse();
        assertThat(refreshCredentials(fixed, EXPIRED, Examples.reply(200, "{}", Map.of("Date", "yesterday"))))
                .isFalse();
    }

    @Test
    void credentials_whose_token_is_refused_are_given_back() {
        Rotating provider = new Rotating();
        TencentAuthorizer authorizer = new TencentAuthorizer(provider, clock);
        authorizer.authorize(attempt()).join();

        boolean refreshed = refreshCredentials(authorizer, BAD_TOKEN, Examples.reply(200, "{}"));

        assertThat(refreshed).isTrue();
        assertThat(provider.rejected).containsExactly(TencentCredentials.of("id-1", "key-example"));
    }

    @Test
    void a_late_refusal_of_old_credentials_keeps_the_new_ones() {
        Rotating provider = new Rotating();
        TencentAuthorizer authorizer = new TencentAuthorizer(provider, clock);
        authorizer.authorize(attempt()).join();
        Map<String, String> old = Map.of("X-TC-Token", "an-older-token");

        boolean refreshed = authorizer
                .refreshCredentials(
                        new Refused(ErrorKind.AUTHENTICATION, BAD_TOKEN, "refused", null),
                        Examples.reply(200, "{}"),
                        old)
                .join();

        assertThat(refreshed).isTrue();
        assertThat(provider.rejected).isEmpty();
    }

    @Test
    void fixed_credentials_cannot_be_mended() {
        fixed.authorize(attempt()).join();

        assertThat(refreshCredentials(fixed, BAD_TOKEN, Examples.reply(200, "{}")))
                .isFalse();
    }

    @Test
    void there_is_nothing_to_mend_before_the_first_attempt() {
        assertThat(refreshCredentials(
                        new TencentAuthorizer(new Rotating(), clock), BAD_TOKEN, Examples.reply(200, "{}")))
                .isFalse();
    }

    @Test
    void other_refusals_are_not_mended() {
        fixed.authorize(attempt()).join();

        assertThat(refreshCredentials(fixed, "AuthFailure.SignatureFailure", dated(Duration.ofHours(1))))
                .isFalse();
        assertThat(fixed.refreshCredentials(
                        new Refused(ErrorKind.SERVER, null, "", null), dated(Duration.ofHours(1)), Map.of()))
                .isCompletedWithValue(false);
    }

    private static boolean refreshCredentials(TencentAuthorizer authorizer, String code, WireReply reply) {
        return authorizer
                .refreshCredentials(new Refused(ErrorKind.AUTHENTICATION, code, "refused", null), reply, Map.of())
                .join();
    }

    private static Attempt attempt() {
        return Examples.attempt(
                "lkeap.intl.tencentcloudapi.com",
                Examples.CONTENT_TYPE,
                "{\"Query\":\"知识引擎\",\"Docs\":[\"a\",\"b\"]}",
                HandDrivenClock.START.getEpochSecond());
    }

    private long timestamp() {
        return Long.parseLong(fixed.authorize(attempt()).join().getOrDefault("X-TC-Timestamp", "missing"));
    }

    private WireReply dated(Duration ahead) {
        ZonedDateTime date = clock.instant().plus(ahead).atZone(ZoneOffset.UTC);
        return Examples.reply(200, "{}", Map.of("Date", DateTimeFormatter.RFC_1123_DATE_TIME.format(date)));
    }

    /** Other credentials each time. */
    private static final class Rotating implements TencentCredentialsProvider {

        private final List<TencentCredentials> rejected = new ArrayList<>();
        private int asked;

        @Override
        public CompletionStage<TencentCredentials> credentials() {
            asked++;
            return CompletableFuture.completedFuture(TencentCredentials.of("id-" + asked, "key-example"));
        }

        @Override
        public void invalidate(TencentCredentials credentials) {
            rejected.add(credentials);
        }
    }
}
