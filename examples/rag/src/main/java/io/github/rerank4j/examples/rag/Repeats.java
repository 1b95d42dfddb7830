package io.github.rerank4j.examples.rag;

import io.github.rerank4j.RerankListener;
import io.github.rerank4j.RerankResponseContext;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts the requests that were sent again because one before had failed. Safe for use by many threads. */
final class Repeats implements RerankListener {

    private final AtomicInteger repeated = new AtomicInteger();

    @Override
    public void onResponse(RerankResponseContext context) {
        repeated.addAndGet(context.attempts() - context.requests());
    }

    /** How many there were since it was made. */
    int count() {
        return repeated.get();
    }
}
