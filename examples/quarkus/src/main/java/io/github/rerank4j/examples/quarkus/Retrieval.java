package io.github.rerank4j.examples.quarkus;

import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.rag.content.retriever.ContentRetriever;
import dev.langchain4j.rag.content.retriever.EmbeddingStoreContentRetriever;
import dev.langchain4j.store.embedding.inmemory.InMemoryEmbeddingStore;
import io.github.rerank4j.examples.knowledge.KnowledgeBase;
import io.github.rerank4j.examples.knowledge.Language;
import io.github.rerank4j.examples.knowledge.Passage;
import io.github.rerank4j.examples.knowledge.SearchIndex;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Finds passages as {@link SearchIndex} does, on the LangChain4j 1.14 of quarkus-langchain4j, whose retriever cannot be
 * told to leave the thread that asks.
 */
final class Retrieval {

    private Retrieval() {}

    /** Finds the passages for a question among those of its language. */
    static ContentRetriever of(KnowledgeBase knowledge) {
        Map<Language, ContentRetriever> retrievers = new EnumMap<>(Language.class);
        for (Language language : Language.values()) {
            retrievers.put(language, of(language, knowledge.passages(language)));
        }
        return question -> Objects.requireNonNull(retrievers.get(Language.of(question.text())))
                .retrieve(question);
    }

    private static ContentRetriever of(Language language, List<Passage> passages) {
        EmbeddingModel model = SearchIndex.model(language);
        List<TextSegment> segments = passages.stream().map(Passage::segment).toList();
        InMemoryEmbeddingStore<TextSegment> store = new InMemoryEmbeddingStore<>();
        store.addAll(model.embedAll(segments).content(), segments);
        return EmbeddingStoreContentRetriever.builder()
                .embeddingStore(store)
                .embeddingModel(SearchIndex.forQuestions(language, model))
                .maxResults(SearchIndex.CANDIDATES)
                .build();
    }
}
