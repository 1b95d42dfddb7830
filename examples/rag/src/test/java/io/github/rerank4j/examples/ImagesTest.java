package io.github.rerank4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.langchain4j.data.document.Metadata;
import dev.langchain4j.data.message.Content;
import dev.langchain4j.data.message.ImageContent;
import dev.langchain4j.data.message.TextContent;
import dev.langchain4j.data.segment.TextSegment;
import io.github.rerank4j.RerankRequest;
import io.github.rerank4j.RerankResponse;
import io.github.rerank4j.siliconflow.SiliconFlowScoringModel;
import io.github.rerank4j.testkit.ScriptedReply;
import io.github.rerank4j.testkit.ScriptedServer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Pictures among the documents, for a vision-language reranker. The form they are sent in is unverified. */
class ImagesTest {

    private static final List<TextSegment> SEGMENTS = List.of(
            TextSegment.from("The red kettle holds 1.7 litres."),
            TextSegment.from("red kettle", Metadata.from("image", "https://shop.example.com/kettle.jpg")));

    private final ScriptedServer server = ScriptedServer.start();

    @BeforeEach
    void answer() {
        server.enqueue(ScriptedReply.json("""
                {"results": [{"index": 1, "relevance_score": 0.8}, {"index": 0, "relevance_score": 0.3}]}
                """));
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void a_segment_with_the_address_of_an_image_is_sent_as_one() {
        try (SiliconFlowScoringModel model = model(server.url(), "sk-example")) {

            List<Double> scores =
                    model.scoreAll(SEGMENTS, "What does the kettle look like?").content();

            assertThat(scores).containsExactly(0.3, 0.8);
            assertImageWasSent();
        }
    }

    private static SiliconFlowScoringModel model(String url, String apiKey) {
        // tag::images[]
        SiliconFlowScoringModel model = SiliconFlowScoringModel.builder()
                .baseUrl(url) // leave it out for https://api.siliconflow.cn
                .apiKey(apiKey)
                .modelName("Qwen/Qwen3-VL-Reranker-8B")
                .documentMapper(segment -> {
                    String image = segment.metadata().getString("image");
                    return image == null ? TextContent.from(segment.text()) : ImageContent.from(image);
                })
                .build();
        // end::images[]
        return model;
    }

    @Test
    void without_blocking_the_contents_are_given_to_the_call() {
        try (SiliconFlowScoringModel model = model(server.url(), "sk-example")) {

            // tag::images-async[]
            List<Content> documents = List.of(
                    TextContent.from("The red kettle holds 1.7 litres."),
                    ImageContent.from("https://shop.example.com/kettle.jpg"));
            CompletableFuture<RerankResponse> response = model.rerankAsync(RerankRequest.builder()
                    .query("What does the kettle look like?")
                    .contents(documents)
                    .build());
            // end::images-async[]

            assertThat(response.join().scores()).containsExactly(0.3, 0.8);
            assertImageWasSent();
        }
    }

    private void assertImageWasSent() {
        JsonNode documents = server.requests().get(0).json().path("documents");
        assertThat(documents.path(0).path("text").textValue()).isEqualTo("The red kettle holds 1.7 litres.");
        assertThat(documents.path(1).path("image").textValue()).isEqualTo("https://shop.example.com/kettle.jpg");
    }
}
