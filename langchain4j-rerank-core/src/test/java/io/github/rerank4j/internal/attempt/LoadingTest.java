package io.github.rerank4j.internal.attempt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.rerank4j.spi.WireReply;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LoadingTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Loading model",
                "Model BAAI/bge-reranker-v2-m3 is currently loading",
                "Model is loading",
                "The model is still loading, please retry",
                "model is not ready",
                "Service is not yet ready",
                "the server is starting up",
                "The model is warming up",
                "Model not loaded yet: model is being loaded"
            })
    void servers_say_it_in_their_words(String words) {
        assertThat(Loading.saidBy(reply(503, ""), words)).isTrue();
        assertThat(Loading.saidBy(reply(424, ""), words)).isTrue();
        assertThat(Loading.saidBy(reply(425, ""), words)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "busy",
                "Service Unavailable",
                "Model is overloaded",
                "Failed loading model",
                "error loading model: out of memory",
                "could not load: loading model failed",
                "model is not a re-ranker model",
                "unhealthy"
            })
    void other_words_do_not_mean_it(String words) {
        assertThat(Loading.saidBy(reply(503, ""), words)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 400, 401, 404, 422, 429, 500, 502})
    void other_statuses_do_not_mean_it(int status) {
        assertThat(Loading.saidBy(reply(status, ""), "Loading model")).isFalse();
    }

    @Test
    void an_estimate_says_it_without_words() {
        WireReply reply = reply(503, "{\"error\":\"one moment\",\"estimated_time\":20.5}");

        assertThat(Loading.saidBy(reply, "one moment")).isTrue();
        assertThat(Loading.estimate(reply)).isEqualTo(Duration.ofMillis(20_500));
        assertThat(Loading.estimate(reply(503, "{\"error\":{\"estimated_time\":2}}")))
                .isEqualTo(Duration.ofSeconds(2));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "{}", "{\"estimated_time\":\"20\"}", "{\"estimated_time\":-1}", "{\"estimated_time\":1e400}"
            })
    void what_is_no_number_of_seconds_is_no_estimate(String body) {
        assertThat(Loading.estimate(reply(503, body))).isNull();
    }

    private static WireReply reply(int status, String body) {
        return new WireReply(status, name -> null, body.getBytes(UTF_8));
    }
}
