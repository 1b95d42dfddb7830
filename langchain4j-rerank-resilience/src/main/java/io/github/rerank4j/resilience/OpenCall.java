package io.github.rerank4j.resilience;

import io.github.rerank4j.CallContext;
import io.github.rerank4j.CallReport;
import io.github.rerank4j.RerankRequest;
import io.github.rerank4j.RerankResponse;
import io.github.rerank4j.RunningCall;
import io.github.rerank4j.concurrent.CarriedContext;
import java.util.concurrent.Executor;

/** One call of a chain or a cache, which sends no request of its own. */
final class OpenCall extends RunningCall {

    private final RerankRequest request;

    /**
     * A call that has not begun.
     *
     * @param context its id, and what it was made for
     * @param report who hears of it
     * @param carried the caller's context, in which its work is done
     * @param threads of ours
     */
    OpenCall(RerankRequest request, CallContext context, CallReport report, CarriedContext carried, Executor threads) {
        super(context, report, carried, threads);
        this.request = request;
    }

    /** What the caller has asked. */
    RerankRequest request() {
        return request;
    }

    /** The task in the context of the caller, on whatever thread it is run; what it throws ends the call. */
    Runnable inContext(Runnable task) {
        return () -> {
            try {
                carried().run(task);
            } catch (Throwable broken) {
                fail(broken);
            }
        };
    }

    void succeed(RerankResponse response) {
        succeed(response, 0);
    }

    void fail(Throwable failure) {
        fail(failure, 0);
    }

    /** For who has had true of {@link #end}. */
    void failEnded(Throwable failure) {
        failEnded(failure, 0);
    }
}
