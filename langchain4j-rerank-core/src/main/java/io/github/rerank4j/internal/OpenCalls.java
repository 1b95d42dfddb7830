package io.github.rerank4j.internal;

import io.github.rerank4j.CallContext;
import io.github.rerank4j.ContextCapture;
import io.github.rerank4j.RerankRequest;
import io.github.rerank4j.concurrent.CarriedContext;
import io.github.rerank4j.concurrent.Durations;
import io.github.rerank4j.concurrent.Threads;
import io.github.rerank4j.concurrent.Timers;
import io.github.rerank4j.internal.call.CallLimits;
import io.github.rerank4j.internal.call.CallScope;
import io.github.rerank4j.internal.call.Listeners;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/** The calls of a model that have begun and not ended. */
final class OpenCalls {

    private final PipelineSettings settings;
    private final Executor executor;
    private final Timers timers;
    private final Listeners listeners;
    private final Set<CallScope> calls = ConcurrentHashMap.newKeySet();
    private final AtomicLong callNumbers = new AtomicLong();
    private final AtomicBoolean warnedOfCapture = new AtomicBoolean();
    private volatile boolean closed;

    OpenCalls(PipelineSettings settings, Executor executor, Timers timers) {
        this.settings = settings;
        this.executor = executor;
        this.timers = timers;
        this.listeners = new Listeners(
                settings.service().name(),
                settings.service().defaults().modelName(),
                settings.calls().listeners(),
                settings.logger());
    }

    /** A call for a request; its time runs. */
    CallScope open(RerankRequest request) {
        CallLimits limits = limits(request);
        long deadline = timers.now() + Durations.saturatedNanos(limits.timeout());
        CallContext context = CallContext.of(
                settings.service().name(),
                callNumbers.incrementAndGet(),
                request.calledBy().orElse(null));
        return new CallScope(
                context,
                deadline,
                limits,
                carried(),
                executor,
                request.executor().orElse(null),
                listeners.call(context, request.modelName().orElse(null), request.size()));
    }

    /** Runs what a call begins with; whatever that throws ends the call. */
    void begin(CallScope call, Runnable work) {
        try {
            // before it is kept: whatever is lacking then, its end forgets it
            call.onEnd(() -> calls.remove(call));
            calls.add(call);
            call.report().started();
            if (closed) {
                call.fail(closedModel(), 0);
            } else {
                work.run();
            }
        } catch (Throwable invalid) {
            call.fail(invalid, 0);
        } finally {
            call.hasBegun();
        }
    }

    /**
     * Ends all calls with an {@link IllegalStateException}. Callers hear of it on threads of ours, so that whatever they
     * do then holds up neither this thread nor each other.
     */
    void close() {
        closed = true;
        List<CallScope> ended = new ArrayList<>(calls.size());
        for (CallScope call : calls) {
            if (call.end()) {
                ended.add(call);
            }
        }
        for (CallScope call : ended) {
            IllegalStateException failure = closedModel();
            Threads.handOver(
                    executor,
                    () -> call.failEnded(failure, call.requests()),
                    refused -> call.failEnded(failure, call.requests()));
        }
    }

    /** A request may ask for less than the model allows, never for more. */
    private CallLimits limits(RerankRequest request) {
        Duration timeout = settings.attempts().timeout();
        Duration asked = request.timeout().orElse(timeout);
        int retries = settings.attempts().maxRetries();
        return new CallLimits(
                asked.compareTo(timeout) < 0 ? asked : timeout,
                Math.min(retries, request.maxRetries().orElse(retries)));
    }

    private CarriedContext carried() {
        ContextCapture capture = settings.calls().contextCapture();
        return capture == null ? CarriedContext.NONE : CarriedContext.of(capture::capture, this::warnOfCapture);
    }

    private void warnOfCapture(Throwable broken) {
        if (warnedOfCapture.compareAndSet(false, true)) {
            settings.logger()
                    .warn(
                            "{}: contextCapture, or the context it returned, failed; calls go on without the context of"
                                    + " their callers",
                            settings.service().name(),
                            broken);
        }
    }

    private static IllegalStateException closedModel() {
        return new IllegalStateException("this model is closed; build a new one");
    }
}
