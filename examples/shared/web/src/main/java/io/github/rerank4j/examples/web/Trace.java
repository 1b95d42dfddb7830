package io.github.rerank4j.examples.web;

import java.time.Duration;
import java.util.List;

/** What happened on the way to one answer. Safe for use by many threads. */
final class Trace {

    private final long start = System.nanoTime();
    private List<Source> found = List.of();
    private Duration retrieval = Duration.ZERO;
    private Duration reranking = Duration.ZERO;

    synchronized void found(List<Source> sources) {
        found = List.copyOf(sources);
        retrieval = Duration.ofNanos(System.nanoTime() - start);
    }

    synchronized void reranked(Duration took) {
        reranking = took;
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
