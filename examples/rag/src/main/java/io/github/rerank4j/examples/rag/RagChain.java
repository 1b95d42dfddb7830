package io.github.rerank4j.examples.rag;

import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.scoring.ScoringModel;
import dev.langchain4j.rag.AugmentationRequest;
import dev.langchain4j.rag.AugmentationResult;
import dev.langchain4j.rag.DefaultRetrievalAugmentor;
import dev.langchain4j.rag.RetrievalAugmentor;
import dev.langchain4j.rag.content.ContentMetadata;
import dev.langchain4j.rag.content.aggregator.ContentAggregator;
import dev.langchain4j.rag.content.aggregator.DefaultContentAggregator;
import dev.langchain4j.rag.content.aggregator.ReRankingContentAggregator;
import dev.langchain4j.rag.query.Metadata;
import io.github.rerank4j.examples.knowledge.Question;
import io.github.rerank4j.examples.knowledge.SearchIndex;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** LangChain4j's retrieval: finds passages for a question, and reranks them if it has a model for that. */
final class RagChain {

    private final RetrievalAugmentor augmentor;
    private final ContentMetadata score;

    private RagChain(SearchIndex index, ContentAggregator aggregator, ContentMetadata score) {
        this.augmentor = DefaultRetrievalAugmentor.builder()
                .queryRouter(index.router())
                .contentAggregator(aggregator)
                .offloadBlocking(true)
                .build();
        this.score = score;
    }

    /** Passages in the order of their embeddings' similarity. */
    static RagChain withoutReranking(SearchIndex index) {
        return new RagChain(index, new DefaultContentAggregator(), ContentMetadata.SCORE);
    }

    /** Passages in the order of the model's scores. */
    static RagChain reranking(SearchIndex index, ScoringModel model) {
        ContentAggregator aggregator =
                ReRankingContentAggregator.builder().scoringModel(model).build();
        return new RagChain(index, aggregator, ContentMetadata.RERANKED_SCORE);
    }

    Ranking ask(Question question) {
        return ranking(question, augmentor.augment(request(question)));
    }

    CompletableFuture<Ranking> askAsync(Question question) {
        return augmentor.augmentAsync(request(question)).thenApply(result -> ranking(question, result));
    }

    private static AugmentationRequest request(Question question) {
        UserMessage message = UserMessage.from(question.text());
        return new AugmentationRequest(message, Metadata.from(message, question.id(), List.of()));
    }

    private Ranking ranking(Question question, AugmentationResult result) {
        return new Ranking(
                question,
                result.contents().stream()
                        .map(content -> FoundPassage.of(content, score))
                        .toList());
    }
}
