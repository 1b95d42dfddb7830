package io.github.rerank4j.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.langchain4j.exception.AuthenticationException;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApiKeyTest {

    private static final Attempt ATTEMPT = new Attempt(
            URI.create("https://rank.example/v1/rerank"),
            "rank.example",
            "application/json",
            new WireBody(List.of()),
            Instant.EPOCH);

    private final ApiKey key = new ApiKey();

    @Test
    void a_key_is_sent_behind_its_prefix() {
        key.set("sk-invented");

        assertThat(headers(key.in("Authorization", "Bearer ")))
                .isEqualTo(Map.of("Authorization", "Bearer sk-invented"));
    }

    @Test
    void a_supplier_is_asked_at_each_attempt_and_not_before() {
        AtomicInteger asked = new AtomicInteger();
        key.set(() -> "sk-invented-" + asked.incrementAndGet());

        Authorizer authorizer = key.in("Api-Key", "");

        assertThat(asked).hasValue(0);
        assertThat(headers(authorizer)).isEqualTo(Map.of("Api-Key", "sk-invented-1"));
        assertThat(headers(authorizer)).isEqualTo(Map.of("Api-Key", "sk-invented-2"));
    }

    @Test
    void without_a_key_nothing_is_sent() {
        assertThat(key.isMissing()).isTrue();
        assertThat(key.in("Authorization", "Bearer ")).isSameAs(Authorizer.NONE);
        assertThat(headers(Authorizer.NONE)).isEmpty();
    }

    @Test
    void the_last_key_counts_whether_text_or_supplier() {
        key.set("sk-invented-1");
        key.set("sk-invented-2");
        assertThat(headers(key.in("Api-Key", ""))).isEqualTo(Map.of("Api-Key", "sk-invented-2"));

        key.set(() -> "sk-invented-3");
        assertThat(headers(key.in("Api-Key", ""))).isEqualTo(Map.of("Api-Key", "sk-invented-3"));

        key.set("sk-invented-4");
        assertThat(headers(key.in("Api-Key", ""))).isEqualTo(Map.of("Api-Key", "sk-invented-4"));
    }

    @Test
    void a_wrong_key_that_was_replaced_is_not_held_against_the_builder() {
        key.set("${NO_SUCH_KEY}");
        key.set("sk-invented");

        assertThat(headers(key.in("Api-Key", ""))).isEqualTo(Map.of("Api-Key", "sk-invented"));
    }

    @Test
    void a_placeholder_is_refused_before_it_is_sent() {
        key.set("${SILICONFLOW_API_KEY}");

        assertThatThrownBy(() -> key.in("Authorization", "Bearer "))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("apiKey is the placeholder ${SILICONFLOW_API_KEY}, which nobody has replaced by its"
                        + " value; in Java pass the value, for example System.getenv(\"SILICONFLOW_API_KEY\")");
    }

    @Test
    void a_supplier_of_a_placeholder_is_an_authentication_failure() {
        key.set(() -> "${SILICONFLOW_API_KEY}");

        Authorizer authorizer = key.in("Authorization", "Bearer ");

        assertThatThrownBy(() -> headers(authorizer))
                .isInstanceOf(AuthenticationException.class)
                .hasMessageStartingWith(
                        "what the supplier of apiKey returns is the placeholder ${SILICONFLOW_API_KEY}, which");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "Bearer sk-invented", "sk-invented\n", "sk-schlüssel", "sk-密钥"})
    void a_key_that_cannot_be_one_is_refused_without_being_shown(String wrong) {
        key.set(wrong);

        assertThatThrownBy(() -> key.in("Authorization", "Bearer "))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("apiKey")
                .hasMessageNotContaining("sk-");
    }

    @Test
    @SuppressWarnings("NullAway") // what a user's supplier may do, whatever its signature says
    void a_supplier_without_a_key_is_an_authentication_failure() {
        key.set(() -> null);

        Authorizer authorizer = key.in("Authorization", "Bearer ");

        assertThatThrownBy(() -> headers(authorizer))
                .isInstanceOf(AuthenticationException.class)
                .hasMessageContaining("apiKey");
    }

    @Test
    void nothing_is_mended_that_nobody_can_mend() {
        key.set("sk-invented");
        WireReply reply = reply();

        assertThat(key.in("Authorization", "Bearer ")
                        .refreshCredentials(
                                new RerankReply.Refused(ErrorKind.AUTHENTICATION, null, "refused", null),
                                reply,
                                Map.of())
                        .join())
                .isFalse();
    }

    @Test
    void no_key_and_no_content_shows() {
        key.set("sk-invented");

        assertThat(key.toString()).doesNotContain("sk-invented");
        assertThat(ATTEMPT.toString()).contains("rank.example", "bytes=0");
    }

    private static Map<String, String> headers(Authorizer authorizer) {
        return authorizer.authorize(ATTEMPT).join();
    }

    @SuppressWarnings("NullAway") // javac 17 does not read from class files that a header may be null
    private static WireReply reply() {
        return new WireReply(401, name -> null, new byte[0]);
    }
}
