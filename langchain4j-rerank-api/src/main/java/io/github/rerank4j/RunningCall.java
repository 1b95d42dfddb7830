package io.github.rerank4j;

import io.github.rerank4j.concurrent.CarriedContext;
import io.github.rerank4j.concurrent.Futures;
import io.github.rerank4j.concurrent.Stops;
import io.github.rerank4j.concurrent.Threads;
import io.github.rerank4j.concurrent.Timers;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One call of a reranker, for authors of rerankers: its result, who hears of it, the context of its caller, and what has
 * to be stopped when it ends. It ends once: with a response, with a failure, or because its caller did not want it any
 * more. Whatever listeners, stops, what carries the caller's context, and the machine throw meanwhile, its result is
 * completed. Once it has ended its result holds nothing of it any more, because users keep results. Safe for use by many
 * threads.
 */
public abstract class RunningCall {

    private final Result result = new Result(this);
    private final AtomicBoolean over = new AtomicBoolean();
    private final Stops stops = new Stops();
    private final CallContext context;
    private final CallReport report;
    private final CarriedContext carried;
    private final Executor threads;

    /**
     * A call that has not begun.
     *
     * @param context its id, and what it was made for
     * @param report who hears of it
     * @param carried the caller's context, in which all of its work is done
     * @param threads of the reranker's; listeners hear there that it was cancelled
     */
    @SuppressWarnings("this-escape") // nobody can complete the result before the call is made
    protected RunningCall(CallContext context, CallReport report, CarriedContext carried, Executor threads) {
        this.context = context;
        this.report = report;
        this.carried = carried;
        this.threads = threads;
        result.whenComplete((response, failure) -> {
            boolean fromOutside = end();
            result.call = null;
            if (fromOutside) {
                reportCancelled();
            }
        });
    }

    /** Its response, later; cancelling it ends the work. */
    public final CompletableFuture<RerankResponse> result() {
        return result;
    }

    /** Its id, and what it was made for. */
    public final CallContext context() {
        return context;
    }

    /** Who hears of it. */
    public final CallReport report() {
        return report;
    }

    /** Whether it has ended. */
    public final boolean isOver() {
        return over.get();
    }

    /** Those it was made with. */
    protected final Executor threads() {
        return threads;
    }

    /** The caller's context. */
    protected final CarriedContext carried() {
        return carried;
    }

    /** Into how many requests it was packed, as listeners hear if it is cancelled. Default: 0. */
    protected int requests() {
        return 0;
    }

    /** How many attempts there were, as listeners hear if there is no response. Default: 0. */
    protected int attempts() {
        return 0;
    }

    /** Lets go of what only the work needs; when the call ends, maybe again after that. Default: does nothing. */
    protected void letGo() {}

    /**
     * Keeps an action that stops a part of the work; it runs when the call ends, or now if it has ended. It may run
     * twice.
     */
    public final void onEnd(Runnable stop) {
        stops.add(stop);
    }

    /** Forgets an action because its part of the work is done. */
    public final void forget(Runnable stop) {
        stops.forget(stop);
    }

    /** The entry that calls {@link #expire}: the last to go. */
    public final void expiresWith(Timers.Entry entry) {
        stops.expireWith(entry);
    }

    /**
     * Ends it with a response, if it has not ended.
     *
     * @param requests into how many it was packed
     */
    public final void succeed(RerankResponse response, int requests) {
        if (!end()) {
            return;
        }
        try {
            carried.run(() -> {
                reportSucceeded(response, requests);
                result.complete(response);
            });
        } catch (Throwable broken) {
            Threads.report(broken);
        } finally {
            // also where there was no memory for that
            result.complete(response);
        }
    }

    private void reportSucceeded(RerankResponse response, int requests) {
        try {
            report.succeeded(response, requests);
        } catch (Throwable broken) {
            Threads.report(broken);
        }
    }

    /**
     * Ends it with a failure, if it has not ended.
     *
     * @param requests into how many it was packed
     */
    public final void fail(Throwable failure, int requests) {
        if (end()) {
            failEnded(failure, requests);
        }
    }

    /**
     * For who has had true of {@link #end}: reports the failure to the listeners and completes the result.
     *
     * @param requests into how many it was packed
     */
    public final void failEnded(Throwable failure, int requests) {
        Throwable cause = Futures.unwrapped(failure);
        try {
            carried.run(() -> {
                reportFailed(cause, requests);
                Futures.fail(result, cause);
            });
        } catch (Throwable broken) {
            Threads.report(broken);
        } finally {
            Futures.fail(result, cause);
        }
    }

    private void reportFailed(Throwable cause, int requests) {
        try {
            report.failed(cause, requests, attempts());
        } catch (Throwable broken) {
            Threads.report(broken);
        }
    }

    /** Not by who cancels: that may be somebody who interrupts a thread, and a listener may block. */
    private void reportCancelled() {
        if (report.request() == null) {
            return;
        }
        try {
            Runnable reporting = carried.around(() -> report.cancelled(requests(), attempts()));
            Threads.handOver(threads, reporting, noThread -> Threads.runReporting(reporting));
        } catch (Throwable broken) {
            Threads.report(broken);
        }
    }

    /**
     * Its time is up: fails, and stops what could not be stopped before.
     *
     * @param why gives the failure; what it throws is the failure instead
     * @param requests into how many it was packed
     */
    public final void expire(Supplier<? extends Throwable> why, int requests) {
        if (over.compareAndSet(false, true)) {
            Throwable failure = reason(why);
            stopAllQuietly();
            failEnded(failure, requests);
        }
        stops.forgetExpiry();
        stopAll();
    }

    private static Throwable reason(Supplier<? extends Throwable> why) {
        try {
            return why.get();
        } catch (Throwable noHeap) {
            return noHeap;
        }
    }

    /** Stops the work, and never throws. Whether the call had not ended before. */
    public final boolean end() {
        boolean first = over.compareAndSet(false, true);
        if (first) {
            stopAllQuietly();
        }
        return first;
    }

    /** Whoever has ended the call has to complete its result, whatever the machine lacks. */
    private void stopAllQuietly() {
        try {
            stopAll();
        } catch (Throwable lacking) {
            Threads.report(lacking);
        }
    }

    private void stopAll() {
        letGo();
        stops.stopAll();
    }

    /**
     * Cannot be cancelled any more once the call has ended and its listeners are being called. Users keep it, so it lets
     * go of the call with its end.
     */
    private static final class Result extends CompletableFuture<RerankResponse> {

        private volatile @Nullable RunningCall call;

        Result(RunningCall call) {
            this.call = call;
        }

        @Override
        public boolean cancel(boolean mayInterruptIfRunning) {
            RunningCall ending = call;
            if (ending == null || !ending.end()) {
                return isCancelled();
            }
            try {
                return super.cancel(mayInterruptIfRunning);
            } finally {
                ending.reportCancelled();
            }
        }
    }
}
