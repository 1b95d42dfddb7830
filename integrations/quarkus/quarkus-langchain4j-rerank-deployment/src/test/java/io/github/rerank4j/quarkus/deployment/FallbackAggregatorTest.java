package io.github.rerank4j.quarkus.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.model.output.Response;
import dev.langchain4j.model.scoring.ScoringModel;
import dev.langchain4j.rag.content.Content;
import dev.langchain4j.rag.content.aggregator.ContentAggregator;
import dev.langchain4j.rag.query.Query;
import io.quarkiverse.langchain4j.ModelName;
import io.quarkus.test.QuarkusUnitTest;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class FallbackAggregatorTest {

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = new QuarkusUnitTest()
            .withApplicationRoot(root -> root.addClasses(TestServer.class, Rough.class))
            .overrideConfigKey("quarkus.langchain4j.cloud.scoring-model.provider", "siliconflow-rerank")
            .overrideConfigKey("quarkus.langchain4j.siliconflow-rerank.cloud.base-url", "http://127.0.0.1:9")
            .overrideConfigKey("quarkus.langchain4j.siliconflow-rerank.cloud.api-key", TestServer.API_KEY)
            .overrideConfigKey("quarkus.langchain4j.siliconflow-rerank.cloud.model-name", "BAAI/bge-reranker-v2-m3")
            .overrideConfigKey("quarkus.langchain4j.fallback-rerank.members", "cloud,rough")
            .overrideConfigKey("quarkus.langchain4j.fallback-rerank.member.rough.min-score", "10")
            .overrideConfigKey("quarkus.langchain4j.rerank.aggregator.enabled", "true")
            .overrideConfigKey("quarkus.langchain4j.rerank.aggregator.min-score", "0.5");

    @Inject
    ContentAggregator aggregator;

    @Test
    void contents_are_reranked_by_the_chain_and_cut_by_the_threshold_of_the_member_that_answered() {
        List<Content> found =
                Stream.of("tea", "a strong coffee", "coffee").map(Content::from).toList();

        assertThat(aggregator.aggregate(Map.of(Query.from("coffee"), List.of(found))))
                .extracting(content -> content.textSegment().text())
                .containsExactly("a strong coffee");
    }

    static class Rough {

        /** Scores are lengths. */
        @Produces
        @Singleton
        @ModelName("rough")
        ScoringModel rough() {
            return (segments, query) -> Response.from(segments.stream()
                    .map(segment -> (double) segment.text().length())
                    .toList());
        }
    }
}
