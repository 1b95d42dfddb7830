package io.github.rerank4j;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/** A call that somebody hears of. */
final class WatchedCall implements CallReport {

    private final RerankListeners listeners;
    private final RerankRequestContext request;
    /** A stage; or the end, if that comes while the start is still being reported, which then reports it too. */
    private final AtomicReference<Object> stage = new AtomicReference<>(Stage.NEW);

    private final long start = System.nanoTime();

    WatchedCall(RerankListeners listeners, RerankRequestContext request) {
        this.listeners = listeners;
        this.request = request;
    }

    @Override
    public RerankRequestContext request() {
        return request;
    }

    @Override
    public void report(Consumer<RerankListener> event) {
        listeners.report(event);
    }

    @Override
    public void started() {
        if (!stage.compareAndSet(Stage.NEW, Stage.STARTING)) {
            return;
        }
        report(listener -> listener.onRequest(request));
        if (!stage.compareAndSet(Stage.STARTING, Stage.STARTED)) {
            report(((End) stage.getAndSet(Stage.ENDED)).event());
        }
    }

    @Override
    public void succeeded(RerankResponse response, int requests) {
        RerankResponseContext context = ended(RerankResponseContext.builder(request), requests, response.attempts())
                .tokenUsage(response.tokenUsage().orElse(null))
                .modelName(response.modelName().orElse(null))
                .member(response.answeredBy().orElse(null))
                .cached(response.cached())
                .build();
        end(listener -> listener.onResponse(context));
    }

    @Override
    public void failed(Throwable error, int requests, int attempts) {
        RerankErrorContext context = ended(RerankErrorContext.builder(request, error), requests, attempts)
                .build();
        end(listener -> listener.onError(context));
    }

    @Override
    public void cancelled(int requests, int attempts) {
        RerankCancelledContext context = ended(RerankCancelledContext.builder(request), requests, attempts)
                .build();
        end(listener -> listener.onCancelled(context));
    }

    private <B extends RerankEndContext.Builder<B>> B ended(B end, int requests, int attempts) {
        return end.requests(requests).attempts(attempts).duration(Duration.ofNanos(System.nanoTime() - start));
    }

    /** One that never started is not reported as ended, nor the other way, and none that has ended. */
    private void end(Consumer<RerankListener> event) {
        End end = new End(event);
        while (!stage.compareAndSet(Stage.STARTING, end) && !stage.compareAndSet(Stage.NEW, Stage.ENDED)) {
            if (stage.compareAndSet(Stage.STARTED, Stage.ENDED)) {
                report(event);
            }
            Object now = stage.get();
            if (now == Stage.ENDED || now instanceof End) {
                return;
            }
        }
    }

    private enum Stage {
        NEW,
        STARTING,
        STARTED,
        ENDED
    }

    /** How a call ended, not reported yet. */
    private record End(Consumer<RerankListener> event) {}
}
