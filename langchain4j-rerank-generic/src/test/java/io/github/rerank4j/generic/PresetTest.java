package io.github.rerank4j.generic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.rerank4j.RerankHttpException;
import io.github.rerank4j.RerankResponse;
import io.github.rerank4j.local.ReceivedRequest;
import io.github.rerank4j.spi.ErrorKind;
import io.github.rerank4j.spi.RerankReply.Refused;
import io.github.rerank4j.spi.RerankReply.Scored;
import io.github.rerank4j.spi.WireRequest;
import io.github.rerank4j.testkit.ScriptedServer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every preset against its three files. A preset without files fails. */
class PresetTest {

    private static final Duration SOON = Duration.ofSeconds(10);

    private final ScriptedServer server = ScriptedServer.start();

    @AfterEach
    void stop() {
        server.close();
    }

    static List<RerankDialect> presets() {
        return RerankDialect.presets();
    }

    @ParameterizedTest
    @MethodSource("presets")
    void a_batch_becomes_the_documented_request(RerankDialect dialect) {
        Golden golden = Golden.of(dialect.name());

        WireRequest request = dialect.wire().encode(golden.call());

        assertThat(new String(request.body().bytes(), StandardCharsets.UTF_8))
                .isEqualTo(new String(golden.body(), StandardCharsets.UTF_8));
        assertThat("/" + request.path()).isEqualTo(golden.request().path("path").textValue());
        assertThat(dialect.baseUrl().orElse(null))
                .isEqualTo(golden.request().path("baseUrl").textValue());
    }

    @ParameterizedTest
    @MethodSource("presets")
    void the_documented_reply_becomes_scores_usage_and_id(RerankDialect dialect) {
        Golden golden = Golden.of(dialect.name());

        Scored scored = (Scored) dialect.wire().decode(Golden.wire(golden.reply()));

        assertThat(scored.hits().isArray()).isTrue();
        assertThat(scored.usage()).isEqualTo(golden.tokens());
        assertThat(scored.modelName()).isEqualTo(Golden.means(golden.reply(), "modelName"));
        assertThat(scored.requestId()).isEqualTo(Golden.means(golden.reply(), "requestId"));
    }

    @ParameterizedTest
    @MethodSource("presets")
    void the_documented_error_becomes_a_refusal(RerankDialect dialect) {
        Golden golden = Golden.of(dialect.name());

        Refused refused = (Refused) dialect.wire().decode(Golden.wire(golden.error()));

        assertThat(refused.kind()).isEqualTo(kind(golden.error()));
        assertThat(refused.code()).isEqualTo(Golden.means(golden.error(), "code"));
        assertThat(refused.message()).isEqualTo(Golden.means(golden.error(), "message"));
        assertThat(refused.requestId()).isEqualTo(Golden.means(golden.error(), "requestId"));
    }

    @ParameterizedTest
    @MethodSource("presets")
    void a_call_over_http_sends_the_request_and_returns_the_scores(RerankDialect dialect) {
        Golden golden = Golden.of(dialect.name());
        server.enqueue(Golden.scripted(golden.reply()));

        try (GenericScoringModel model = model(dialect, golden)) {
            RerankResponse response = model.rerank(golden.rerankRequest());

            assertThat(response.scores()).isEqualTo(golden.scores());
            assertThat(response.tokenUsage().orElse(null)).isEqualTo(golden.tokens());
        }
        ReceivedRequest received = server.takeRequest(SOON);
        assertThat(received.method()).isEqualTo("POST");
        assertThat(received.path()).isEqualTo(golden.request().path("path").textValue());
        assertThat(received.body()).isEqualTo(golden.body());
        golden.headers()
                .forEach((name, value) ->
                        assertThat(received.header(name)).as(name).isEqualTo(value));
        assertThat(received.header("Content-Type")).startsWith("application/json");
    }

    @ParameterizedTest
    @MethodSource("presets")
    void a_call_without_blocking_returns_the_same_scores(RerankDialect dialect) {
        Golden golden = Golden.of(dialect.name());
        server.enqueue(Golden.scripted(golden.reply()));

        try (GenericScoringModel model = model(dialect, golden)) {
            assertThat(model.rerankAsync(golden.rerankRequest()).join().scores())
                    .isEqualTo(golden.scores());
        }
    }

    @ParameterizedTest
    @MethodSource("presets")
    void an_error_over_http_is_the_exception_of_its_kind(RerankDialect dialect) {
        Golden golden = Golden.of(dialect.name());
        server.enqueue(Golden.scripted(golden.error()), Golden.scripted(golden.error()));
        Class<? extends Throwable> expected =
                kind(golden.error()).exception("", new Exception()).getClass();

        try (GenericScoringModel model = model(dialect, golden)) {
            Throwable thrown = catchThrowable(() -> model.rerank(golden.rerankRequest()));
            Throwable later = catchThrowable(
                    () -> model.rerankAsync(golden.rerankRequest()).join());

            assertThat(thrown)
                    .isInstanceOf(expected)
                    .hasCauseInstanceOf(RerankHttpException.class)
                    .hasMessageContaining(dialect.name())
                    .hasMessageContaining(String.valueOf(Golden.means(golden.error(), "message")))
                    .hasMessageNotContaining(Golden.KEY);
            assertThat(later).isInstanceOf(CompletionException.class).hasCauseInstanceOf(expected);
        }
    }

    private GenericScoringModel model(RerankDialect dialect, Golden golden) {
        GenericScoringModel.Builder builder = GenericScoringModel.builder()
                .dialect(dialect)
                .baseUrl(server.url())
                .apiKey(Golden.KEY)
                .maxRetries(0);
        String modelName = golden.call("modelName");
        String instruction = golden.call("instruction");
        if (modelName != null) {
            builder.modelName(modelName);
        }
        return (instruction == null ? builder : builder.instruction(instruction)).build();
    }

    private static ErrorKind kind(JsonNode error) {
        return ErrorKind.valueOf(String.valueOf(Golden.means(error, "kind")));
    }
}
