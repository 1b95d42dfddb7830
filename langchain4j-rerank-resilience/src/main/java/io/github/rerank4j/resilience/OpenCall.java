package io.github.rerank4j.resilience;

import io.github.rerank4j.CallContext;
import io.github.rerank4j.CallReport;
import io.github.rerank4j.RerankRequest;
import io.github.rerank4j.RerankResponse;
import io.github.rerank4j.concurrent.CarriedContext;
import io.github.rerank4j.concurrent.Futures;
import io.github.rerank4j.concurrent.Stops;
import io.github.rerank4j.concurrent.Threads;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * One call of a chain or a cache: its result, its listeners, and what has to be stopped when it ends. It ends once: with a
 * response, with a failure, or because its caller did not want it any more.
 */
final class OpenCall {

    private final RerankRequest request;
    private final CallContext context;
    private final CallReport report;
    private final CarriedContext carried;
    private final Executor threads;
    private final AtomicBoolean over = new AtomicBoolean();
    private final Stops stops = new Stops();
    private final Result result = new Result(this);

    /**
     * A call that has not begun.
     *
     * @param context its id, and what it was made for
     * @param report who hears of it
     * @param carried the caller's context, in which its work is done
     * @param threads of ours
     */
    OpenCall(RerankRequest request, CallContext context, CallReport report, CarriedContext carried, Executor threads) {
        this.request = request;
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

    /** What the caller has asked. */
    RerankRequest request() {
        return request;
    }

    /** Its id, and what it was made for. */
    CallContext context() {
        return context;
    }

    CallReport report() {
        return report;
    }

    CompletableFuture<RerankResponse> result() {
        return result;
    }

    boolean isOver() {
        return over.get();
    }

    /** The task in the context of the caller, on whatever thread it is run; what it throws ends the call. */
    Runnable inContext(Runnable task) {
        return () -> {
            try {
                carried.run(task);
            } catch (Throwable broken) {
                fail(broken);
            }
        };
    }

    /** Keeps an action that stops a part of the work; it runs when the call ends, or now if it has ended. */
    void onEnd(Runnable stop) {
        stops.add(stop);
    }

    /** Forgets an action because its part of the work is done. */
    void forget(Runnable stop) {
        stops.forget(stop);
    }

    void succeed(RerankResponse response) {
        if (!end()) {
            return;
        }
        try {
            carried.run(() -> {
                Threads.runReporting(() -> report.succeeded(response, 0));
                result.complete(response);
            });
        } catch (Throwable broken) {
            Threads.report(broken);
        } finally {
            // also where there was no memory for that
            result.complete(response);
        }
    }

    void fail(Throwable failure) {
        if (end()) {
            failEnded(failure);
        }
    }

    /** For who has had true of {@link #end}. */
    void failEnded(Throwable failure) {
        Throwable cause = Futures.unwrapped(failure);
        try {
            carried.run(() -> {
                Threads.runReporting(() -> report.failed(cause, 0, 0));
                Futures.fail(result, cause);
            });
        } catch (Throwable broken) {
            Threads.report(broken);
        } finally {
            Futures.fail(result, cause);
        }
    }

    /** Stops the work, and never throws. Whether the call had not ended before. */
    boolean end() {
        boolean first = over.compareAndSet(false, true);
        if (first) {
            try {
                stops.stopAll();
            } catch (Throwable lacking) {
                Threads.report(lacking);
            }
        }
        return first;
    }

    /** Not by who cancels: that may be somebody who interrupts a thread, and a listener may block. */
    private void reportCancelled() {
        if (report.request() == null) {
            return;
        }
        try {
            Runnable reporting = carried.around(() -> report.cancelled(0, 0));
            Threads.handOver(threads, reporting, noThread -> Threads.runReporting(reporting));
        } catch (Throwable broken) {
            Threads.report(broken);
        }
    }

    /**
     * Cannot be cancelled any more once the call has ended and its listeners are being called. Users keep it, so it lets
     * go of the call with its end.
     */
    private static final class Result extends CompletableFuture<RerankResponse> {

        private volatile @Nullable OpenCall call;

        Result(OpenCall call) {
            this.call = call;
        }

        @Override
        public boolean cancel(boolean mayInterruptIfRunning) {
            OpenCall ending = call;
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
