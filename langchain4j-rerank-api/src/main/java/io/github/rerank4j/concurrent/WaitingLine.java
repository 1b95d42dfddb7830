package io.github.rerank4j.concurrent;

import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Those who wait for a permit of some kind, first come, first served. Nothing here needs memory, so that for want of it nobody stays
 * in line for whom nobody waits. For one thread at a time: whoever has a line locks it.
 */
public final class WaitingLine<P> {

    private @Nullable Waiter<P> first;
    private @Nullable Waiter<P> last;
    private int size;

    public boolean isEmpty() {
        return first == null;
    }

    public int size() {
        return size;
    }

    /** Puts somebody at the end who is in no line. */
    public void add(Waiter<P> waiter) {
        waiter.line = this;
        waiter.before = last;
        if (last == null) {
            first = waiter;
        } else {
            last.behind = waiter;
        }
        last = waiter;
        size++;
    }

    /** Whoever is first, who stays there; null if nobody waits. */
    public @Nullable Waiter<P> peek() {
        return first;
    }

    /** Takes out whoever is first; null if nobody waits. */
    public @Nullable Waiter<P> poll() {
        Waiter<P> next = first;
        if (next != null) {
            remove(next);
        }
        return next;
    }

    /** Takes somebody out, wherever in the line; who is in no line any more, or in another, is left alone. */
    public void remove(Waiter<P> waiter) {
        if (waiter.line != this) {
            return;
        }
        Waiter<P> before = waiter.before;
        Waiter<P> behind = waiter.behind;
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
        waiter.line = null;
        size--;
    }

    /** Who waits, with the permit to come. */
    public static final class Waiter<P> extends CompletableFuture<P> {

        private final P permit;
        private final Consumer<Waiter<P>> leaving;
        private @Nullable Waiter<P> before;
        private @Nullable Waiter<P> behind;
        private @Nullable WaitingLine<P> line;
        private volatile boolean gone;

        /** @param leaving takes a waiter who does not wait any more out of the line, and may be called twice */
        public Waiter(P permit, Consumer<Waiter<P>> leaving) {
            this.permit = permit;
            this.leaving = leaving;
        }

        public P permit() {
            return permit;
        }

        /**
         * Hands over the permit; false if nobody takes it. What is done with it afterwards, and fails, is not the affair
         * of who grants it.
         */
        public boolean grant() {
            boolean handedOver = true;
            try {
                handedOver = complete(permit);
            } catch (Throwable failedAfterwards) {
                Threads.report(failedAfterwards);
            }
            return handedOver && !gone;
        }

        /** Nobody waits for it any more. Whether it has come all the same, and has to go back. */
        public boolean giveUp() {
            gone = true;
            leaving.accept(this);
            return isDone() && !isCompletedExceptionally();
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
