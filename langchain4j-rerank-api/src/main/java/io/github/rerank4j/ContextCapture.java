package io.github.rerank4j;

import java.util.function.UnaryOperator;

/**
 * Carries what a caller's thread knows, such as the context of a trace or of log lines, to the threads that work for its
 * call. With OpenTelemetry it is {@code () -> Context.current()::wrap}; with Micrometer's context propagation, which
 * knows SLF4J's MDC, Reactor and observations, {@code () -> snapshots.captureAll()::wrap}, where {@code snapshots} is a
 * {@code ContextSnapshotFactory}.
 */
@FunctionalInterface
public interface ContextCapture {

    /**
     * Takes the context of this thread, the caller's; asked once for each call.
     *
     * @return what puts that context around a task: it gets each task of the call, and what completes the call's future
     *     and calls its listeners, and returns a task that sets the context up, runs what it was given, and restores what
     *     was there before. From many threads at once. Must not block.
     */
    UnaryOperator<Runnable> capture();
}
