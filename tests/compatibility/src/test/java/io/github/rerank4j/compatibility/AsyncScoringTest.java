package io.github.rerank4j.compatibility;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.scoring.request.ScoringRequest;
import dev.langchain4j.rag.AugmentationRequest;
import dev.langchain4j.rag.AugmentationResult;
import dev.langchain4j.rag.DefaultRetrievalAugmentor;
import dev.langchain4j.rag.content.Content;
import dev.langchain4j.rag.content.aggregator.ReRankingContentAggregator;
import dev.langchain4j.rag.content.retriever.ContentRetriever;
import dev.langchain4j.rag.query.Metadata;
import dev.langchain4j.rag.query.Query;
import io.github.rerank4j.Reranker;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Runs on LangChain4j 1.20 and newer. */
class AsyncScoringTest {

    private static final List<Content> FOUND = List.of(Content.from("a"), Content.from("aaa"), Content.from("aa"));

    private final Models models = new Models();

    @AfterEach
    void close() {
        models.close();
    }

    @Test
    void texts_are_scored_asynchronously() {
        ScoringRequest request = ScoringRequest.builder()
                .query("q")
                .documents(List.of("aa", "a"))
                .build();
        for (Reranker model : models.all()) {
            assertThat(model.scoreAsync(request).join().scores()).containsExactly(2.0, 1.0);
        }
    }

    @Test
    void the_aggregator_ranks_asynchronously() {
        Map<Query, Collection<List<Content>>> found = Map.of(Query.from("q"), List.of(FOUND));
        for (Reranker model : models.all()) {
            CompletableFuture<List<Content>> ranked = rankingBy(model).aggregateAsync(found);

            assertThat(texts(ranked.join())).containsExactly("aaa", "aa", "a");
        }
    }

    @Test
    void a_retrieval_chain_runs_asynchronously() {
        UserMessage question = UserMessage.from("q");
        AugmentationRequest request = new AugmentationRequest(question, Metadata.from(question, "memory", List.of()));
        for (Reranker model : models.all()) {
            DefaultRetrievalAugmentor augmentor = DefaultRetrievalAugmentor.builder()
                    .contentRetriever(new Found())
                    .contentAggregator(rankingBy(model))
                    .build();

            CompletableFuture<AugmentationResult> augmented = augmentor.augmentAsync(request);

            assertThat(texts(augmented.join().contents())).containsExactly("aaa", "aa", "a");
        }
    }

    private static ReRankingContentAggregator rankingBy(Reranker model) {
        return ReRankingContentAggregator.builder().scoringModel(model).build();
    }

    private static List<String> texts(List<Content> contents) {
        return contents.stream().map(content -> content.textSegment().text()).toList();
    }

    private static final class Found implements ContentRetriever {

        @Override
        public List<Content> retrieve(Query query) {
            throw new IllegalStateException("asked on the blocking path");
        }

        @Override
        public CompletableFuture<List<Content>> retrieveAsync(Query query) {
            return CompletableFuture.completedFuture(FOUND);
        }
    }
}
