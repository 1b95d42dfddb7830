package io.github.rerank4j.internal.attempt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.langchain4j.data.message.ImageContent;
import dev.langchain4j.data.message.TextContent;
import dev.langchain4j.model.output.TokenUsage;
import io.github.rerank4j.CallContext;
import io.github.rerank4j.fixtures.RecordingLogger;
import io.github.rerank4j.internal.http.Endpoint;
import io.github.rerank4j.internal.packing.EncodedBatch;
import io.github.rerank4j.spi.RerankCall;
import io.github.rerank4j.spi.WireBody;
import io.github.rerank4j.spi.WireReply;
import io.github.rerank4j.spi.WireRequest;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;

class AttemptLogTest {

    private static final RerankCall CALL = new RerankCall(
            TextContent.from("a private query"),
            List.of(TextContent.from("a private text"), ImageContent.from("https://pictures.example/private.png")),
            "rank-1",
            "a private instruction",
            Map.of("key", "private"),
            Map.of("key", "private"));

    private final RecordingLogger logger = new RecordingLogger();

    @Test
    void an_attempt_is_one_line_of_names_and_sizes() {
        log(true, false).request(at("https://rank.example"), sent(2));

        assertThat(logger.lines())
                .containsExactly(
                        "INFO rerank request: call=7 provider=acme model=rank-1 url=https://rank.example/v1/rerank"
                                + " attempt=2 documents=2 characters=29 bytes=345");
    }

    @Test
    void what_may_be_a_key_in_an_address_is_left_out() {
        log(true, false).request(at("https://rank.example/sk-live-4711abcdef"), sent(1));

        assertThat(logger.lines())
                .singleElement()
                .asString()
                .contains(" url=https://rank.example/***/v1/rerank ")
                .doesNotContain("4711");
    }

    @Test
    void a_reply_is_one_line_of_what_it_cost() {
        log(false, true).reply(sent(2), reply(), 12_345_678, "id-1", new TokenUsage(3, 0, 3));

        assertThat(logger.lines())
                .singleElement()
                .asString()
                .startsWith(
                        "INFO rerank reply: call=7 provider=acme model=rank-1 attempt=2 status=200 time=12ms requestId=id-1 usage=")
                .contains("3")
                .doesNotContain("private");
    }

    @Test
    void an_attempt_without_a_reply_is_one_line_without_words() {
        log(false, true).failure(sent(1), 12_345_678, new IOException("private"));

        assertThat(logger.lines())
                .containsExactly(
                        "INFO rerank reply: call=7 provider=acme model=rank-1 attempt=1 failed=IOException time=12ms");
    }

    @Test
    void nothing_is_logged_that_was_not_asked_for() {
        AttemptLog silent = log(false, false);

        silent.request(at("https://rank.example"), sent(1));
        silent.reply(sent(1), reply(), 1, null, null);
        silent.failure(sent(1), 1, new IOException("refused"));
        log(true, false).reply(sent(1), reply(), 1, null, null);
        log(true, false).failure(sent(1), 1, new IOException("refused"));
        log(false, true).request(at("https://rank.example"), sent(1));

        assertThat(logger.lines()).isEmpty();
    }

    @Test
    void a_logger_that_throws_changes_nothing() {
        Logger broken = (Logger) Proxy.newProxyInstance(
                Logger.class.getClassLoader(), new Class<?>[] {Logger.class}, (proxy, method, arguments) -> {
                    throw new IllegalStateException("a broken logger");
                });
        AttemptLog log = new AttemptLog(broken, "acme", true, true);

        assertThatCode(() -> {
                    log.request(at("https://rank.example"), sent(1));
                    log.again(sent(1), new IOException("ended"));
                    log.reply(sent(1), reply(), 1, null, null);
                    log.failure(sent(1), 1, new IOException("refused"));
                })
                .doesNotThrowAnyException();
    }

    private static Endpoint.Resolved at(String baseUrl) {
        return Endpoint.of(baseUrl).resolve("v1/rerank");
    }

    private static SentAttempt sent(int attempt) {
        EncodedBatch batch = new EncodedBatch(
                CALL, WireRequest.post("v1/rerank", new WireBody(List.of(new byte[300], new byte[45]))), 0, 1);
        return new SentAttempt(batch, false, Map.of(), Map.of(), CallContext.of("acme", 7, null), attempt);
    }

    private AttemptLog log(boolean requests, boolean replies) {
        return new AttemptLog(logger, "acme", requests, replies);
    }

    @SuppressWarnings("NullAway") // javac 17 does not read from class files that a header may be null
    private static WireReply reply() {
        return new WireReply(
                200, name -> null, "{\"echo\":\"private\"}".getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }
}
