package io.github.rerank4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import dev.langchain4j.data.segment.TextSegment;
import io.github.rerank4j.ScoreScale;
import io.github.rerank4j.generic.GenericScoringModel;
import io.github.rerank4j.generic.RerankDialect;
import io.github.rerank4j.generic.TextForm;
import io.github.rerank4j.local.ReceivedRequest;
import io.github.rerank4j.testkit.ScriptedReply;
import io.github.rerank4j.testkit.ScriptedServer;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A server that no preset fits. */
class OwnDialectTest {

    // tag::own-dialect[]
    private static final RerankDialect ACME = RerankDialect.builder() // like Cohere's, except for:
            .name("acme")
            .path("rank")
            .authorization("X-Acme-Key", "")
            .query("/question", TextForm.STRING)
            .documents("/passages", TextForm.OBJECT) // {"text": ...}
            .results("/hits")
            .index("passage")
            .scores("match")
            .usage("/tokens")
            .scoreScale(ScoreScale.PROBABILITY)
            .maxDocuments(100)
            .build();
    // end::own-dialect[]

    // tag::whole-texts[]
    private static final RerankDialect TEI =
            RerankDialect.TEI.toBuilder().bodyField("/truncate", false).build();
    // end::whole-texts[]

    private static final RerankDialect NIM =
            RerankDialect.NVIDIA_NIM.toBuilder().bodyField("/truncate", "NONE").build();

    @Test
    void a_dialect_says_what_requests_and_replies_look_like() {
        try (ScriptedServer server = ScriptedServer.start();
                GenericScoringModel model = GenericScoringModel.builder()
                        .dialect(ACME)
                        .baseUrl(server.url())
                        .apiKey("acme-example")
                        .modelName("ranker-2")
                        .build()) {
            server.enqueue(ScriptedReply.json("""
                    {"hits": [{"passage": 1, "match": 0.9}, {"passage": 0, "match": 0.2}], "tokens": 12}
                    """));

            List<Double> scores = model.scoreAll(List.of(TextSegment.from("one"), TextSegment.from("two")), "second?")
                    .content();

            assertThat(scores).containsExactly(0.2, 0.9);
            assertSpeaksAcme(server.requests().get(0));
        }
    }

    @Test
    void a_server_that_cuts_long_texts_may_be_told_not_to() {
        String tei = "[{\"index\": 0, \"score\": 0.9}]";
        String nim = "{\"rankings\": [{\"index\": 0, \"logit\": 1.5}]}";

        assertThat(truncation(RerankDialect.TEI, tei)).isEqualTo(BooleanNode.TRUE);
        assertThat(truncation(TEI, tei)).isEqualTo(BooleanNode.FALSE);
        assertThat(truncation(RerankDialect.NVIDIA_NIM, nim).textValue()).isEqualTo("END");
        assertThat(truncation(NIM, nim).textValue()).isEqualTo("NONE");
    }

    private static JsonNode truncation(RerankDialect dialect, String reply) {
        try (ScriptedServer server = ScriptedServer.start();
                GenericScoringModel model = model(dialect, server.url())) {
            server.enqueue(ScriptedReply.json(reply));

            model.score("one", "which?");

            return server.requests().get(0).json().path("truncate");
        }
    }

    private static GenericScoringModel model(RerankDialect dialect, String url) {
        GenericScoringModel.Builder builder =
                GenericScoringModel.builder().dialect(dialect).baseUrl(url);
        return (dialect.name().equals("tei") ? builder : builder.modelName("ranker-2")).build();
    }

    private static void assertSpeaksAcme(ReceivedRequest request) {
        JsonNode body = request.json();
        assertThat(request.path()).isEqualTo("/rank");
        assertThat(request.header("X-Acme-Key")).isEqualTo("acme-example");
        assertThat(body.path("question").textValue()).isEqualTo("second?");
        assertThat(body.path("passages").path(1).path("text").textValue()).isEqualTo("two");
    }
}
