package io.github.rerank4j.internal;

import io.github.rerank4j.spi.RateLimiter.Permit;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Those who wait for a permit, first come, first served. Nothing here needs memory, so that for want of it nobody stays
 * in line for whom nobody waits. For one thread at a time: whoever has a line locks it.
 */
final class WaitingLine {

    private @Nullable Waiter first;
    private @Nullable Waiter last;
    private int size;

    boolean isEmpty() {
        return first == null;
    }

    int size() {
        return size;
    }

    /** Puts somebody at the end who stands in no line. */
    void add(Waiter waiter) {
        waiter.inLine = true;
        waiter.before = last;
        if (last == null) {
            first = waiter;
        } else {
            last.behind = waiter;
        }
        last = waiter;
        size++;
    }

    /** Takes out whoever is first; null if nobody waits. */
    @Nullable
    Waiter poll() {
        Waiter next = first;
        if (next != null) {
            remove(next);
        }
        return next;
    }

    /** Takes somebody out, wherever in the line; who has left before is left alone. */
    void remove(Waiter waiter) {
        if (!waiter.inLine) {
            return;
        }
        Waiter before = waiter.before;
        Waiter behind = waiter.behind;
        if (before == null) {
            first = behind;
        } else {
            before.behind = behind;
        }
        if (behind == null) {
            last = before;
        } else {
            behind.before = before;
        }
        waiter.before = null;
        waiter.behind = null;
        waiter.inLine = false;
        size--;
    }

    /** Who waits, with the permit to come. */
    static final class Waiter extends CompletableFuture<Permit> {

        private final Permit permit;
        private final Consumer<Waiter> leaving;
        private @Nullable Waiter before;
        private @Nullable Waiter behind;
        private boolean inLine;
        private volatile boolean gone;

        /** @param leaving takes a waiter who does not wait any more out of the line, and may be told twice */
        Waiter(Permit permit, Consumer<Waiter> leaving) {
            this.permit = permit;
            this.leaving = leaving;
        }

        Permit permit() {
            return permit;
        }

        /**
         * Hands over the permit; false if nobody takes it. What is done with it afterwards, and fails, is not the affair
         * of who grants it.
         */
        boolean grant() {
            boolean handedOver = true;
            try {
                handedOver = complete(permit);
            } catch (Throwable failedAfterwards) {
                Threads.report(failedAfterwards);
            }
            return handedOver && !gone;
        }

        /** Nobody waits for it any more; if it has come all the same, it goes back. */
        void giveUp() {
            gone = true;
            leaving.accept(this);
            if (isDone() && !isCompletedExceptionally()) {
                permit.unused();
            }
        }

        /** Whoever cancels does not wait any more, even where being cancelled fails for want of memory. */
        @Override
        public boolean cancel(boolean mayInterruptIfRunning) {
            boolean failed = true;
            try {
                boolean cancelled = super.cancel(mayInterruptIfRunning);
                failed = false;
                return cancelled;
            } finally {
                if (failed) {
                    gone = true;
                }
                leaving.accept(this);
            }
        }
    }
}
