package io.github.rerank4j.examples.assistant;

import io.github.rerank4j.examples.knowledge.KnowledgeBase;
import io.github.rerank4j.examples.knowledge.Language;
import io.github.rerank4j.examples.knowledge.Passage;
import io.github.rerank4j.examples.knowledge.SearchIndex;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.springframework.ai.document.Document;
import org.springframework.ai.rag.Query;
import org.springframework.ai.rag.retrieval.search.DocumentRetriever;
import org.springframework.ai.rag.retrieval.search.VectorStoreDocumentRetriever;
import org.springframework.ai.vectorstore.SimpleVectorStore;

/** A vector store for the passages of each language; a question is for those of its own. */
final class BilingualRetriever implements DocumentRetriever {

    private final Map<Language, DocumentRetriever> retrievers = new EnumMap<>(Language.class);

    BilingualRetriever(KnowledgeBase knowledge) {
        for (Language language : Language.values()) {
            retrievers.put(language, retriever(language, knowledge.passages(language)));
        }
    }

    private static DocumentRetriever retriever(Language language, List<Passage> passages) {
        dev.langchain4j.model.embedding.EmbeddingModel model = SearchIndex.model(language);
        SimpleVectorStore store = SimpleVectorStore.builder(
                        new InProcessEmbeddings(model, SearchIndex.forQuestions(language, model)))
                .build();
        store.add(passages.stream().map(BilingualRetriever::document).toList());
        return VectorStoreDocumentRetriever.builder()
                .vectorStore(store)
                .topK(SearchIndex.CANDIDATES)
                .build();
    }

    private static Document document(Passage passage) {
        return Document.builder()
                .id(passage.id())
                .text(passage.segment().text())
                .metadata(Passage.TITLE, passage.title())
                .build();
    }

    @Override
    public List<Document> retrieve(Query query) {
        DocumentRetriever retriever = retrievers.get(Language.of(query.text()));
        return retriever == null ? List.of() : retriever.retrieve(query);
    }
}
