package io.github.rerank4j.internal.call;

import io.github.rerank4j.CallContext;
import io.github.rerank4j.RerankCancelledContext;
import io.github.rerank4j.RerankEndContext;
import io.github.rerank4j.RerankErrorContext;
import io.github.rerank4j.RerankListener;
import io.github.rerank4j.RerankListeners;
import io.github.rerank4j.RerankRequestContext;
import io.github.rerank4j.RerankResponse;
import io.github.rerank4j.RerankResponseContext;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/** Reports calls to the user's listeners: of each that starts, that it has ended, once, and in this order. */
public final class Listeners {

    private static final Call SILENT = new Call() {};

    private final String provider;
    private final @Nullable String defaultModelName;
    private final RerankListeners listeners;

    public Listeners(
            String provider, @Nullable String defaultModelName, List<RerankListener> listeners, Logger logger) {
        this.provider = provider;
        this.defaultModelName = defaultModelName;
        this.listeners = new RerankListeners(listeners, logger);
    }

    /** The listeners of one call. */
    public interface Call {

        /** What they know of the call; null if there are none, or none that hear of it. */
        default @Nullable RerankRequestContext request() {
            return null;
        }

        /** Reports to each of them something that is neither start nor end of the call. Never throws. */
        default void report(Consumer<RerankListener> event) {}

        default void started() {}

        default void succeeded(RerankResponse response, int requests) {}

        default void failed(Throwable error, int requests, int attempts) {}

        default void cancelled(int requests, int attempts) {}
    }

    public Call call(CallContext call, @Nullable String modelName, int documents) {
        if (listeners.isEmpty() || documents == 0) {
            return SILENT;
        }
        return new Watched(RerankRequestContext.builder(provider)
                .call(call)
                .modelName(modelName)
                .defaultModelName(defaultModelName)
                .documents(documents)
                .build());
    }

    private enum Stage {
        NEW,
        STARTING,
        STARTED,
        ENDED
    }

    private final class Watched implements Call {

        private final RerankRequestContext request;
        /** A stage; or the end, if that comes while the start is still being reported, which then reports it too. */
        private final AtomicReference<Object> stage = new AtomicReference<>(Stage.NEW);

        private final long start = System.nanoTime();

        Watched(RerankRequestContext request) {
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
    }

    /** How a call ended, not reported yet. */
    private record End(Consumer<RerankListener> event) {}
}
