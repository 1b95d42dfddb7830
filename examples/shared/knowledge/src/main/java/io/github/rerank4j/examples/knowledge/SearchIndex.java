package io.github.rerank4j.examples.knowledge;

import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.embedding.onnx.allminilml6v2q.AllMiniLmL6V2QuantizedEmbeddingModel;
import dev.langchain4j.model.embedding.onnx.bgesmallzhv15q.BgeSmallZhV15QuantizedEmbeddingModel;
import dev.langchain4j.rag.content.retriever.ContentRetriever;
import dev.langchain4j.rag.content.retriever.EmbeddingStoreContentRetriever;
import dev.langchain4j.rag.query.router.QueryRouter;
import dev.langchain4j.store.embedding.inmemory.InMemoryEmbeddingStore;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The passages of each language, embedded by a model of that language, in a store of their own. The models were chosen by
 * what they find here: all-minilm-l6-v2 did better on the English questions than bge-small-en-v1.5, and bge-small-zh-v1.5
 * better on the Chinese ones with its prefix for questions than without.
 */
public final class SearchIndex {

    /** How many passages are found for a question, and reranked. */
    public static final int CANDIDATES = 20;

    private static final int EMBEDDED_AT_ONCE = 4;
    private static final String ZH_PREFIX = "为这个句子生成表示以用于检索相关文章：";

    private final Map<Language, ContentRetriever> retrievers = new EnumMap<>(Language.class);

    /** The embedding model of a language, in this process. */
    public static EmbeddingModel model(Language language) {
        return language == Language.CHINESE
                ? new BgeSmallZhV15QuantizedEmbeddingModel()
                : new AllMiniLmL6V2QuantizedEmbeddingModel();
    }

    /** What that model is called. */
    public static String modelName(Language language) {
        return language == Language.CHINESE ? "bge-small-zh-v1.5" : "all-minilm-l6-v2";
    }

    /** The embedding model of a language for questions: where the model was trained with a prefix, it puts it before. */
    public static EmbeddingModel forQuestions(Language language, EmbeddingModel model) {
        return language == Language.CHINESE ? new QuestionPrefix(ZH_PREFIX, model) : model;
    }

    /** An index of all passages of a knowledge base. */
    public static SearchIndex of(KnowledgeBase knowledge) {
        SearchIndex index = new SearchIndex();
        for (Language language : Language.values()) {
            index.add(language, model(language), knowledge.passages(language), () -> {});
        }
        return index;
    }

    /** Embeds passages that are all of that language; calls {@code embedded} after every few. */
    public void add(Language language, EmbeddingModel model, List<Passage> passages, Runnable embedded) {
        InMemoryEmbeddingStore<TextSegment> store = new InMemoryEmbeddingStore<>();
        for (int from = 0; from < passages.size(); from += EMBEDDED_AT_ONCE) {
            int to = Math.min(passages.size(), from + EMBEDDED_AT_ONCE);
            List<TextSegment> segments =
                    passages.subList(from, to).stream().map(Passage::segment).toList();
            store.addAll(model.embedAll(segments).content(), segments);
            embedded.run();
        }
        retrievers.put(
                language,
                EmbeddingStoreContentRetriever.builder()
                        .embeddingStore(store)
                        .embeddingModel(forQuestions(language, model))
                        .maxResults(CANDIDATES)
                        .offloadBlocking(true)
                        .build());
    }

    /** Sends a question to the passages of its language. */
    public QueryRouter router() {
        return query -> List.of(retriever(Language.of(query.text())));
    }

    /** Finds the passages for a question among those of its language. */
    public ContentRetriever retriever() {
        return query -> retriever(Language.of(query.text())).retrieve(query);
    }

    private ContentRetriever retriever(Language language) {
        ContentRetriever retriever = retrievers.get(language);
        if (retriever == null) {
            throw new IllegalStateException("no passages of the language " + language + " were added");
        }
        return retriever;
    }
}
