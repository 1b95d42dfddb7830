package io.github.rerank4j.tencent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.exception.AuthenticationException;
import dev.langchain4j.exception.InternalServerException;
import dev.langchain4j.exception.InvalidRequestException;
import dev.langchain4j.exception.RateLimitException;
import dev.langchain4j.exception.UnsupportedFeatureException;
import dev.langchain4j.model.scoring.request.ScoringRequest;
import io.github.rerank4j.InvalidReplyException;
import io.github.rerank4j.RerankHttpException;
import io.github.rerank4j.RerankParameters;
import io.github.rerank4j.RerankRequest;
import io.github.rerank4j.RerankResponse;
import io.github.rerank4j.ScoreOutput;
import io.github.rerank4j.local.LocalRerankServer;
import io.github.rerank4j.local.ReceivedRequest;
import io.github.rerank4j.local.RerankScorer;
import io.github.rerank4j.testkit.ScriptedReply;
import io.github.rerank4j.testkit.ScriptedServer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TencentServiceTest {

    private static final String ID = "AKIDinventedexample";
    private static final String KEY = "inventedsecretkey";

    private final ScriptedServer server = ScriptedServer.start();
    private final List<TencentScoringModel> models = new ArrayList<>();

    @AfterEach
    void close() {
        models.forEach(TencentScoringModel::close);
        server.close();
    }

    @Test
    void a_call_goes_to_the_base_url_with_a_signature_anyone_can_check() throws GeneralSecurityException {
        server.enqueue(scored("2.5", "-1"));

        List<Double> scores = score(fixed(), "alpha", "beta");

        assertThat(scores).containsExactly(2.5, -1.0);
        ReceivedRequest request = server.requests().get(0);
        assertThat(request.path()).isEqualTo("/");
        assertThat(request.text())
                .isEqualTo("{\"Query\":\"query\",\"Docs\":[\"alpha\",\"beta\"],\"Model\":\"lke-reranker-base\"}");
        assertThat(request.header("X-TC-Region")).isEqualTo("ap-jakarta");
        assertThat(request.header("X-TC-Token")).isNull();
        assertThat(request.header("Authorization")).isEqualTo(expectedAuthorization(request));
    }

    @Test
    void both_sites_of_the_service_accept_what_is_sent() {
        for (TencentSite site : TencentSite.values()) {
            try (LocalRerankServer service = local().tencentSite(LocalRerankServer.Site.valueOf(site.name()))
                            .start();
                    TencentScoringModel model =
                            keys().site(site).baseUrl(service.url()).build()) {
                assertThat(score(model, texts(61))).hasSize(61).doesNotContainNull();
                assertThat(service.requestCount()).isEqualTo(site == TencentSite.CHINA ? 2 : 4);
            }
        }
    }

    @Test
    void the_site_of_china_gets_2000_characters_the_query_counted() {
        String document = "x".repeat(660);
        try (LocalRerankServer service =
                        local().tencentSite(LocalRerankServer.Site.CHINA).start();
                TencentScoringModel model = keys().site(TencentSite.CHINA)
                        .region("ap-beijing")
                        .baseUrl(service.url())
                        .build()) {
            assertThat(score(model, document, document, document)).hasSize(3);
            assertThat(score(model, document, document, document, document)).hasSize(4);
            assertThat(service.requests())
                    .extracting(request -> request.json().path("Docs").size())
                    .containsExactly(3, 2, 2);
            assertThatThrownBy(() -> score(model, "x".repeat(1996))).isInstanceOf(InvalidRequestException.class);
        }
    }

    @Test
    void a_session_token_is_sent() {
        try (LocalRerankServer service = local().tencentToken("invented-token").start();
                TencentScoringModel model =
                        keys().token("invented-token").baseUrl(service.url()).build()) {
            assertThat(score(model, "alpha")).hasSize(1);
        }
    }

    @Test
    void the_pace_is_20_requests_a_second() {
        // a server that would take more: on a busy machine it may count a request later than it was sent
        try (LocalRerankServer service = local().tencentRequestsPerSecond(1_000).start();
                TencentScoringModel model =
                        keys().maxDocumentsPerRequest(1).baseUrl(service.url()).build()) {
            long start = System.nanoTime();
            assertThat(score(model, texts(25))).hasSize(25);

            assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
            assertThat(service.requestCount()).isEqualTo(25);
        }
    }

    @Test
    void usage_and_request_id_are_handed_over() {
        server.enqueue(scored("1"));

        TencentScoringModel model = fixed();
        RerankResponse response = model.rerank(RerankRequest.builder()
                .query("query")
                .documents(List.of("alpha"))
                .build());

        assertThat(response.tokenUsage())
                .hasValueSatisfying(usage -> assertThat(usage.totalTokenCount()).isEqualTo(9));
        assertThat(response.requestIds()).containsExactly("r-1");
    }

    @Test
    void probabilities_are_the_logistic_of_the_logits() {
        server.enqueue(scored("0", "2"));

        List<Double> scores = score(model(keys().scores(ScoreOutput.PROBABILITY)), "alpha", "beta");

        assertThat(scores.get(0)).isEqualTo(0.5);
        assertThat(scores.get(1)).isCloseTo(0.8808, within(0.0001));
    }

    @Test
    void a_list_of_another_length_is_an_invalid_reply() {
        server.enqueue(scored("1"), scored("1", "2", "3"));
        TencentScoringModel model = fixed();

        assertThatThrownBy(() -> score(model, "alpha", "beta")).isInstanceOf(InvalidReplyException.class);
        assertThatThrownBy(() -> score(model, "alpha", "beta")).isInstanceOf(InvalidReplyException.class);
        assertThat(server.requestCount()).isEqualTo(2);
    }

    @Test
    void throttling_under_status_200_is_retried() {
        server.enqueue(refused("RequestLimitExceeded").retryAfter("0"), scored("1"));

        assertThat(score(fixed(), "alpha")).containsExactly(1.0);
        assertThat(server.requestCount()).isEqualTo(2);
    }

    @Test
    void throttling_that_does_not_end_is_a_rate_limit() {
        server.respondWith(request -> refused("RequestLimitExceeded").retryAfter("0"));

        assertThatThrownBy(() -> score(fixed(), "alpha")).isInstanceOf(RateLimitException.class);
        assertThat(server.requestCount()).isEqualTo(3);
    }

    @Test
    void a_bare_failure_is_repeated_once() {
        server.respondWith(request -> refused("FailedOperation").retryAfter("0"));

        assertThatThrownBy(() -> score(fixed(), "alpha")).isInstanceOf(InternalServerException.class);
        assertThat(server.requestCount()).isEqualTo(2);
    }

    @Test
    void arrears_are_not_repeated_and_keep_code_and_request_id() {
        server.respondWith(request -> refused("ResourceUnavailable.InArrears"));

        assertThatThrownBy(() -> score(fixed(), "alpha"))
                .isInstanceOf(AuthenticationException.class)
                .hasMessageContaining("HTTP 200 ResourceUnavailable.InArrears")
                .hasMessageContaining("(request r-9)")
                .hasCauseInstanceOf(RerankHttpException.class);
        assertThat(server.requestCount()).isEqualTo(1);
    }

    @Test
    void a_clock_that_is_off_costs_one_more_attempt_once_even_without_retries() {
        Clock ahead = Clock.offset(Clock.systemUTC(), Duration.ofHours(1));
        try (LocalRerankServer service = local().clock(ahead).start();
                TencentScoringModel model =
                        keys().maxRetries(0).baseUrl(service.url()).build()) {
            assertThat(score(model, "alpha")).hasSize(1);
            assertThat(service.requestCount()).isEqualTo(2);
            assertThat(score(model, "alpha")).hasSize(1);
            assertThat(service.requestCount()).isEqualTo(3);
        }
    }

    @Test
    void a_signature_that_stays_expired_is_tried_once_more_only() {
        String inAnHour = DateTimeFormatter.RFC_1123_DATE_TIME.format(
                Instant.now().plus(Duration.ofHours(1)).atZone(ZoneOffset.UTC));
        server.respondWith(request -> refused("AuthFailure.SignatureExpire").header("Date", inAnHour));

        assertThatThrownBy(() -> score(fixed(), "alpha")).isInstanceOf(AuthenticationException.class);

        assertThat(server.requests())
                .extracting(request -> request.header("X-TC-Timestamp"))
                .hasSize(2)
                .doesNotHaveDuplicates();
    }

    @Test
    void a_refused_token_is_replaced_once_even_without_retries() {
        Renewable provider = new Renewable();
        server.enqueue(refused("AuthFailure.TokenFailure"), scored("1"));

        List<Double> scores =
                score(model(TencentScoringModel.builder().credentials(provider).maxRetries(0)), "alpha");

        assertThat(scores).containsExactly(1.0);
        assertThat(server.requests())
                .extracting(request -> request.header("X-TC-Token"))
                .containsExactly("invented-token-0", "invented-token-1");
    }

    @Test
    void a_token_refused_again_is_final() {
        Renewable provider = new Renewable();
        server.respondWith(request -> refused("AuthFailure.TokenFailure"));
        TencentScoringModel model = model(TencentScoringModel.builder().credentials(provider));

        assertThatThrownBy(() -> score(model, "alpha")).isInstanceOf(AuthenticationException.class);
        assertThat(server.requestCount()).isEqualTo(2);
        assertThat(provider.renewed).hasValue(1);
    }

    @Test
    void a_fixed_token_that_is_refused_is_final_at_once() {
        server.respondWith(request -> refused("AuthFailure.TokenFailure"));

        assertThatThrownBy(() -> score(fixed(), "alpha")).isInstanceOf(AuthenticationException.class);
        assertThat(server.requestCount()).isEqualTo(1);
    }

    @Test
    void credentials_that_cannot_be_had_fail_the_call_without_a_request() {
        TencentScoringModel model = model(TencentScoringModel.builder()
                .credentials(() -> CompletableFuture.failedFuture(new AuthenticationException("nothing found"))));

        assertThatThrownBy(() -> score(model, "alpha"))
                .isInstanceOf(AuthenticationException.class)
                .hasMessageContaining("nothing found");
        assertThat(server.requestCount()).isZero();
    }

    @Test
    void what_the_service_has_no_member_for_fails_before_any_request() {
        RerankRequest instructed = RerankRequest.builder()
                .query("query")
                .documents(List.of("alpha"))
                .instruction("be strict")
                .build();

        TencentScoringModel model = fixed();
        assertThatThrownBy(() -> model.rerank(instructed)).isInstanceOf(UnsupportedFeatureException.class);
        assertThat(server.requestCount()).isZero();
    }

    @Test
    void langchain4js_asynchronous_scoring_works() {
        server.enqueue(scored("1.5"));

        TencentScoringModel model = fixed();
        List<Double> scores = model.scoreAsync(ScoringRequest.builder()
                        .query("query")
                        .documents(List.of("alpha"))
                        .build())
                .join()
                .scores();

        assertThat(scores).containsExactly(1.5);
        assertThat(model.defaultRequestParameters()).isInstanceOf(RerankParameters.class);
        assertThat(model.defaultRequestParameters().modelName())
                .as("the model knows its name itself")
                .isNull();
    }

    private TencentScoringModel fixed() {
        return model(keys());
    }

    private TencentScoringModel model(TencentScoringModel.Builder builder) {
        TencentScoringModel model = builder.baseUrl(server.url()).build();
        models.add(model);
        return model;
    }

    private static TencentScoringModel.Builder keys() {
        return TencentScoringModel.builder().secretId(ID).secretKey(KEY);
    }

    private static LocalRerankServer.Builder local() {
        return LocalRerankServer.builder()
                .tencentCredentials(ID, KEY)
                .scorer(RerankScorer.each((query, document) -> document.length()));
    }

    private static String[] texts(int count) {
        return IntStream.range(0, count).mapToObj(i -> "text " + i).toArray(String[]::new);
    }

    private static List<Double> score(TencentScoringModel model, String... texts) {
        List<TextSegment> segments =
                List.of(texts).stream().map(TextSegment::from).toList();
        return model.scoreAll(segments, "query").content();
    }

    private static ScriptedReply scored(String... scores) {
        return ScriptedReply.json("{\"Response\":{\"ScoreList\":[" + String.join(",", scores)
                + "],\"Usage\":{\"TotalTokens\":9},\"RequestId\":\"r-1\"}}");
    }

    private static ScriptedReply refused(String code) {
        return ScriptedReply.json(
                "{\"Response\":{\"Error\":{\"Code\":\"" + code + "\",\"Message\":\"no\"},\"RequestId\":\"r-9\"}}");
    }

    private static String expectedAuthorization(ReceivedRequest request) throws GeneralSecurityException {
        String timestamp = Objects.requireNonNull(request.header("X-TC-Timestamp"));
        String canonical = String.join(
                "\n",
                "POST",
                "/",
                "",
                "content-type:" + request.header("Content-Type"),
                "host:" + request.header("Host"),
                "",
                "content-type;host",
                sha256(request.body()));
        LocalDate date = LocalDate.ofInstant(Instant.ofEpochSecond(Long.parseLong(timestamp)), ZoneOffset.UTC);
        String scope = date + "/lkeap/tc3_request";
        String toSign = String.join("\n", "TC3-HMAC-SHA256", timestamp, scope, sha256(utf8(canonical)));
        byte[] key = hmac(hmac(hmac(utf8("TC3" + KEY), date.toString()), "lkeap"), "tc3_request");
        return "TC3-HMAC-SHA256 Credential=" + ID + "/" + scope + ", SignedHeaders=content-type;host, Signature="
                + HexFormat.of().formatHex(hmac(key, toSign));
    }

    private static String sha256(byte[] bytes) throws GeneralSecurityException {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }

    private static byte[] hmac(byte[] key, String text) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        return mac.doFinal(utf8(text));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** The same credentials until they are rejected. */
    private static final class Renewable implements TencentCredentialsProvider {

        private final AtomicInteger renewed = new AtomicInteger();

        @Override
        public CompletionStage<TencentCredentials> credentials() {
            return CompletableFuture.completedFuture(TencentCredentials.of(ID, KEY, "invented-token-" + renewed.get()));
        }

        @Override
        public void invalidate(TencentCredentials rejected) {
            renewed.incrementAndGet();
        }
    }
}
