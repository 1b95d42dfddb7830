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
    void a_key_given_twice_is_refused() {
        key.set("sk-invented");
        key.set(() -> "sk-invented");

        assertThatThrownBy(() -> key.in("Authorization", "Bearer "))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("apiKey")
                .hasMessageNotContaining("sk-invented");
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
                        .mend(RerankReply.Refused.of(reply, reply.json()), reply, Map.of())
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
