package io.github.rerank4j.springai.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

import io.github.rerank4j.springai.RerankDocumentPostProcessor;
import io.github.rerank4j.testkit.ScriptedReply;
import io.github.rerank4j.testkit.ScriptedServer;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.ai.document.Document;
import org.springframework.ai.rag.Query;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

/** A post-processor over rerankers that answer for each other. */
@ExtendWith(OutputCaptureExtension.class)
class ChainTest {

    private static final String P = "langchain4j.rerank.";
    private static final String OURS = P + "spring-ai.";
    private static final String BEST = P + "instances.best.";

    private final ScriptedServer dead = ScriptedServer.start();
    private final ScriptedServer house = ScriptedServer.start();

    ChainTest() {
        dead.respondWith(request -> ScriptedReply.json(503, "{\"error\":\"out of order\"}"));
        house.respondWith(request -> ScriptedReply.json(
                "{\"results\":[{\"index\":1,\"relevance_score\":0.9},{\"index\":0,\"relevance_score\":0.1}]}"));
    }

    @AfterEach
    void stop() {
        dead.close();
        house.close();
    }

    @Test
    void the_primary_reranker_is_the_chain_and_the_next_member_answers() {
        assertThat(processed()).containsExactly("coffee", "tea");
        assertThat(dead.requests()).hasSize(1);
    }

    @Test
    void the_threshold_of_who_answered_counts() {
        assertThat(processed(OURS + "min-score=0.95", BEST + "member.house.min-score=0.5"))
                .containsExactly("coffee");
        assertThat(processed(OURS + "min-score=0.95", BEST + "member.house.without-threshold=true"))
                .containsExactly("coffee", "tea");
    }

    @Test
    void documents_keep_their_order_when_nobody_answers() {
        house.respondWith(request -> ScriptedReply.json(503, "{\"error\":\"out of order\"}"));

        assertThat(processed(OURS + "on-failure=keep-order")).containsExactly("tea", "coffee");
    }

    @Test
    void a_threshold_that_another_member_would_get_too_is_refused(CapturedOutput output) {
        assertThatException().isThrownBy(() -> processed(OURS + "min-score=0.5"));

        assertThat(output.getOut())
                .contains(OURS + "min-score is 0.5, a threshold for the scores of member first, but member house would"
                        + " get it too; give it one of its own with " + BEST + "member.house.min-score, or set " + BEST
                        + "member.house.without-threshold to true");
    }

    @Test
    void a_threshold_over_scores_of_an_unknown_scale_is_refused(CapturedOutput output) {
        assertThatException()
                .isThrownBy(() -> processed(
                        OURS + "min-score=0.5",
                        BEST + "member.house.min-score=0.5",
                        P + "instances.first.dialect=llama-cpp"));

        assertThat(output.getOut())
                .contains(OURS + "min-score is 0.5, but the scores of ")
                .contains(OURS + "raw-threshold=true");
    }

    private List<String> processed(String... more) {
        boolean generic = Stream.of(more).anyMatch(property -> property.contains("dialect"));
        String[] properties = Stream.concat(
                        Stream.of(
                                BEST + "provider=fallback",
                                BEST + "members=first,house",
                                P + "instances.first.provider=" + (generic ? "generic" : "siliconflow"),
                                P + "instances.first.model-name=" + Service.TEXT_MODEL,
                                P + "instances.first.api-key=sk-example",
                                P + "instances.first.base-url=" + dead.url(),
                                P + "instances.house.provider=siliconflow",
                                P + "instances.house.model-name=" + Service.TEXT_MODEL,
                                P + "instances.house.api-key=sk-example",
                                P + "instances.house.max-retries=0",
                                P + "instances.house.base-url=" + house.url()),
                        Stream.of(more))
                .toArray(String[]::new);
        try (ConfigurableApplicationContext context = Application.start(properties)) {
            return context
                    .getBean(RerankDocumentPostProcessor.class)
                    .process(new Query("coffee"), List.of(new Document("tea"), new Document("coffee")))
                    .stream()
                    .map(Document::getText)
                    .toList();
        }
    }
}
