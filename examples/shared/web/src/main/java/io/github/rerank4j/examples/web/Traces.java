package io.github.rerank4j.examples.web;

import dev.langchain4j.rag.content.Content;
import dev.langchain4j.rag.content.ContentMetadata;
import dev.langchain4j.rag.content.retriever.ContentRetriever;
import io.github.rerank4j.RerankEndContext;
import io.github.rerank4j.RerankErrorContext;
import io.github.rerank4j.RerankListener;
import io.github.rerank4j.RerankRequestContext;
import io.github.rerank4j.RerankResponseContext;
import io.github.rerank4j.RerankSelectionContext;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Watches what happens on the way to an answer: which passages are found, what reranking them takes, and who has done it. To
 * be given to the model, and to what selects by its scores, as a listener. A question is followed on the thread that asks it. Safe for use by many threads.
 */
public final class Traces implements RerankListener {

    private static final ThreadLocal<@Nullable Trace> CURRENT = new ThreadLocal<>();

    /** Does something for a question, and notes what happens meanwhile. */
    <T> T follow(Trace trace, Supplier<T> work) {
        CURRENT.set(trace);
        try {
            return work.get();
        } finally {
            CURRENT.remove();
        }
    }

    /** A retriever whose findings are noted. */
    public ContentRetriever watch(ContentRetriever retriever) {
        return query -> {
            List<Content> contents = retriever.retrieve(query);
            found(contents.stream()
                    .map(content -> Source.of(content, ContentMetadata.SCORE))
                    .toList());
            return contents;
        };
    }

    /** Notes what was found for the question that this thread is about, the best first. */
    public void found(List<Source> sources) {
        Trace trace = CURRENT.get();
        if (trace != null) {
            trace.found(sources);
        }
    }

    @Override
    public void onRequest(RerankRequestContext context) {
        Trace trace = CURRENT.get();
        if (trace != null) {
            context.attributes().put(this, trace);
        }
    }

    @Override
    public void onResponse(RerankResponseContext context) {
        ended(context);
    }

    @Override
    public void onError(RerankErrorContext context) {
        ended(context);
    }

    /** The end of a chain's call comes after those of its members. */
    private void ended(RerankEndContext context) {
        if (context.attributes().get(this) instanceof Trace trace) {
            trace.reranked(context.duration());
        }
    }

    /** On the thread that asks: whoever selects has waited there. */
    @Override
    public void onSelection(RerankSelectionContext context) {
        Trace trace = CURRENT.get();
        if (trace != null) {
            trace.selected(context);
        }
    }
}
