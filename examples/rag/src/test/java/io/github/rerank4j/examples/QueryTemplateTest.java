package io.github.rerank4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.langchain4j.data.message.TextContent;
import dev.langchain4j.data.segment.TextSegment;
import io.github.rerank4j.generic.GenericScoringModel;
import io.github.rerank4j.generic.RerankDialect;
import io.github.rerank4j.testkit.ScriptedReply;
import io.github.rerank4j.testkit.ScriptedServer;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A model that was trained on a template, behind a server that does not put one around query and documents. */
class QueryTemplateTest {

    @Test
    void query_and_document_together_are_the_prompt_the_model_was_trained_on() {
        try (ScriptedServer server = ScriptedServer.start();
                GenericScoringModel model = model(server.url())) {
            server.enqueue(ScriptedReply.json("""
                    {"results": [{"index": 0, "relevance_score": 0.9}]}
                    """));

            model.scoreAll(List.of(TextSegment.from("Refunds take three days.")), "When do I get my money back?");

            JsonNode sent = server.requests().get(0).json();
            String prompt = sent.path("query").textValue()
                    + sent.path("documents").path(0).textValue();
            assertThat(prompt).isEqualTo("""
                    <|im_start|>system
                    Judge whether the Document meets the requirements based on the Query and the Instruct provided. \
                    Note that the answer can only be "yes" or "no".<|im_end|>
                    <|im_start|>user
                    <Instruct>: Given a web search query, retrieve relevant passages that answer the query
                    <Query>: When do I get my money back?
                    <Document>: Refunds take three days.<|im_end|>
                    <|im_start|>assistant
                    <think>

                    </think>

                    """);
        }
    }

    private static GenericScoringModel model(String url) {
        // tag::query-template[]
        GenericScoringModel model = GenericScoringModel.builder()
                .dialect(RerankDialect.VLLM)
                .baseUrl(url)
                .modelName("Qwen/Qwen3-Reranker-0.6B")
                .queryMapper(query -> """
                        <|im_start|>system
                        Judge whether the Document meets the requirements based on the Query and the Instruct provided. \
                        Note that the answer can only be "yes" or "no".<|im_end|>
                        <|im_start|>user
                        <Instruct>: Given a web search query, retrieve relevant passages that answer the query
                        <Query>:\s""" + query + "\n")
                .documentMapper(segment -> TextContent.from(
                        "<Document>: " + segment.text() + "<|im_end|>\n<|im_start|>assistant\n<think>\n\n</think>\n\n"))
                .build();
        // end::query-template[]
        return model;
    }
}
