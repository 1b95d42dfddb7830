package io.github.rerank4j.examples.web;

import io.github.rerank4j.RerankSelectionContext;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What happened on the way to one answer. Safe for use by many threads. */
final class Trace {

    private final long start = System.nanoTime();
    private List<Source> found = List.of();
    private Duration retrieval = Duration.ZERO;
    private Duration reranking = Duration.ZERO;
    private @Nullable RerankSelectionContext selection;

    synchronized void found(List<Source> sources) {
        found = List.copyOf(sources);
        retrieval = Duration.ofNanos(System.nanoTime() - start);
    }

    synchronized void reranked(Duration took) {
        reranking = took;
    }

    synchronized void selected(RerankSelectionContext context) {
        selection = context;
    }

    /** The member that has judged; null if the reranker has no members, or nobody has. */
    synchronized @Nullable String judgedBy() {
        return selection == null ? null : selection.member().orElse(null);
    }

    /** Whether the passages kept their order, because nobody could judge them. */
    synchronized boolean orderKept() {
        return selection != null && selection.orderKept();
    }

    synchronized List<Source> found() {
        return found;
    }

    synchronized Took took() {
        return new Took(millis(retrieval), millis(reranking), millis(Duration.ofNanos(System.nanoTime() - start)));
    }

    /** Tenths of milliseconds are as exact as it gets. */
    private static double millis(Duration duration) {
        return Math.round(duration.toNanos() / 1e5) / 10.0;
    }
}
