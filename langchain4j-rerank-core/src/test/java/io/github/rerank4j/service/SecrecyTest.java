package io.github.rerank4j.service;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.langchain4j.data.message.ContentType;
import dev.langchain4j.data.message.ImageContent;
import dev.langchain4j.data.message.TextContent;
import io.github.rerank4j.RerankListener;
import io.github.rerank4j.RerankRequest;
import io.github.rerank4j.RerankResponse;
import io.github.rerank4j.RerankResponseContext;
import io.github.rerank4j.ScoreScale;
import io.github.rerank4j.fixtures.RecordingLogger;
import io.github.rerank4j.spi.ErrorKind;
import io.github.rerank4j.spi.Json;
import io.github.rerank4j.spi.ModelTraits;
import io.github.rerank4j.spi.RerankCall;
import io.github.rerank4j.spi.RerankReply;
import io.github.rerank4j.spi.RerankReply.Refused;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import mockwebserver3.MockResponse;
import org.junit.jupiter.api.Test;

/** Nothing that was sent is shown, in whatever form a service repeats it. */
class SecrecyTest extends PlainServiceCase {

    @Test
    void codes_ids_addresses_and_entries_that_a_service_repeats_are_not_shown() {
        String picture = "https://pictures.example/cat.png?signature=0123456789abcdef";
        RerankRequest request = RerankRequest.builder()
                .query("q")
                .contents(List.of(ImageContent.from(picture)))
                .input(Map.of("hint", "a confidential hint for the model"))
                .build();
        server.enqueue(new MockResponse.Builder()
                .code(400)
                .addHeader("X-Request-Id", "r-1 a confidential hint for the model")
                .body("{\"err\":\"cannot load " + picture + " with a confidential hint for the model\"}")
                .build());
        RecordingLogger log = new RecordingLogger();
        try (RerankScoringModel model = model().traits(
                        ModelTraits.pointwise(ScoreScale.LOGIT).kinds(ContentType.TEXT, ContentType.IMAGE))
                .logger(log)
                .logRequests(true)
                .logResponses(true)
                .build()) {
            Throwable failure = catchThrowable(() -> model.rerank(request));

            assertThat(failure).hasMessageContaining("cannot load").hasMessageContaining("r-1");
            assertThat(failure.toString() + failure.getCause() + log.lines())
                    .doesNotContain("signature", "confidential");
        }
    }

    @Test
    void the_name_of_a_model_that_a_reply_gives_is_clean_and_short() {
        String secret = "how do I tell my boss about it";
        server.enqueue(new MockResponse.Builder()
                .addHeader("X-Request-Id", "id " + secret)
                .body("{\"hits\":[{\"i\":0,\"s\":0.5}],\"model\":\"rank\\r\\n\\u001b[31m2\\u2028 " + secret
                        + "x".repeat(1000) + "\"}")
                .build());
        List<RerankResponseContext> heard = new ArrayList<>();
        RerankListener listener = new RerankListener() {
            @Override
            public void onResponse(RerankResponseContext context) {
                heard.add(context);
            }
        };
        RecordingLogger log = new RecordingLogger();
        try (RerankScoringModel model = model().listeners(List.of(listener))
                .logger(log)
                .logResponses(true)
                .build()) {
            RerankResponse response = model.rerank(RerankRequest.builder()
                    .query(secret)
                    .documents(List.of("a"))
                    .build());

            assertThat(response.modelName().orElse(""))
                    .startsWith("rank [31m2 ***")
                    .hasSizeLessThanOrEqualTo(101);
            assertThat(response.toString() + heard + log.lines())
                    .doesNotContain(secret, "\r", "\n", "\u001b", "\u2028", "x".repeat(101));
        }
    }

    @Test
    void a_query_that_a_service_repeats_in_escapes_is_not_shown() {
        String query = "客户张伟的身份证号码和住址不得外传请妥善保管";
        StringBuilder escaped = new StringBuilder();
        query.chars().forEach(c -> escaped.append(String.format("\\\\u%04x", c)));
        server.enqueue(new MockResponse.Builder()
                .code(400)
                .body("{\"err\":\"bad {\\\"query\\\":\\\"" + escaped + "\\\"}\"}")
                .build());
        try (RerankScoringModel model = model().build()) {
            Throwable failure = catchThrowable(() -> model.rerank(
                    RerankRequest.builder().query(query).documents(List.of("a")).build()));

            assertThat(failure).hasMessageContaining("bad {\"query\":\"***\"}");
            assertThat(failure.toString() + failure.getCause()).doesNotContain("u5ba2");
        }
    }

    @Test
    void no_record_shows_what_it_carries() {
        RerankCall call = new RerankCall(
                TextContent.from("secret query"),
                List.of(TextContent.from("secret text")),
                null,
                null,
                Map.of(),
                Map.of());
        RerankReply refused = new Refused(ErrorKind.SERVER, "c", "secret words", "r");
        RerankReply scored = RerankReply.Scored.positional(Json.read("[\"secret\"]".getBytes(UTF_8)));

        assertThat(List.of(call, refused, scored).toString()).doesNotContain("secret");
    }
}
