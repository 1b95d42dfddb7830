package com.example.consumer;

import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.scoring.ScoringModel;
import dev.langchain4j.rag.content.Content;
import dev.langchain4j.rag.content.aggregator.ReRankingContentAggregator;
import dev.langchain4j.rag.query.Query;
import io.github.rerank4j.RerankRequest;
import io.github.rerank4j.service.RerankScoringModel;
import io.github.rerank4j.local.LocalRerankServer;
import io.github.rerank4j.local.RerankScorer;
import java.security.CodeSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import static org.assertj.core.api.Assertions.assertThat;



class RerankersTest {

    private final LocalRerankServer server = LocalRerankServer.builder()
            .scorer(RerankScorer.each((query, document) -> document.length()))
            .apiKey("sk-example")
            .tencentCredentials("AKIDexample", "example-key")
            .start();

    @AfterEach
    void close() {
        server.close();
    }

    @ParameterizedTest
    @EnumSource
    void segments_are_scored(Rerankers reranker) {
        try (RerankScoringModel model = reranker.at(server.url())) {
            List<TextSegment> segments = List.of(TextSegment.from("aa"), TextSegment.from("a"));

            assertThat(model.scoreAll(segments, "q").content()).containsExactly(2.0, 1.0);
        }
    }

    @ParameterizedTest
    @EnumSource
    void documents_are_reranked_asynchronously(Rerankers reranker) {
        try (RerankScoringModel model = reranker.at(server.url())) {
            RerankRequest request = RerankRequest.builder()
                    .query("q")
                    .documents(List.of("aa", "a", "aaa"))
                    .build();

            assertThat(model.rerankAsync(request).join().ranked())
                    .extracting(ranked -> ranked.index())
                    .containsExactly(2, 0, 1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void retrieved_contents_are_ranked(Rerankers reranker) {
        try (RerankScoringModel model = reranker.at(server.url())) {
            ReRankingContentAggregator aggregator =
                    ReRankingContentAggregator.builder().scoringModel(model).build();

            assertThat(aggregator.aggregate(Map.of(
                            Query.from("q"),
                            List.of(List.of(Content.from("a"), Content.from("aaa"), Content.from("aa"))))))
                    .extracting(content -> content.textSegment().text())
                    .containsExactly("aaa", "aa", "a");
        }
    }

    @Test
    void the_langchain4j_is_the_one_this_application_asked_for() {
        CodeSource source = ScoringModel.class.getProtectionDomain().getCodeSource();

        assertThat(source.getLocation().getPath())
                .endsWith("/langchain4j-core-" + System.getProperty("langchain4j.version") + ".jar");
    }
}
