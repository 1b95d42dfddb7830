package io.github.rerank4j.evaluation;

import java.util.concurrent.CancellationException;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Whether an evaluation was cancelled, and by whom it is run. */
final class Cancelling {

    private volatile boolean cancelled;
    private volatile @Nullable Thread runner;

    /** Wakes who runs. */
    void cancel() {
        cancelled = true;
        LockSupport.unpark(runner);
    }

    /** Who runs, and is to be woken; null for nobody any more. */
    void runner(@Nullable Thread runner) {
        this.runner = runner;
    }

    /** Goes on unless it was cancelled, or this thread was interrupted. */
    void requireWanted() {
        if (cancelled) {
            throw new CancellationException("the evaluation was cancelled; the store has what came before");
        }
        if (Thread.currentThread().isInterrupted()) {
            throw new CancellationException("interrupted during the evaluation; the store has what came before");
        }
    }
}
