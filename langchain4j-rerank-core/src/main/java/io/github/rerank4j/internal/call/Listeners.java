package io.github.rerank4j.internal.call;

import io.github.rerank4j.RerankListener;
import io.github.rerank4j.RerankListener.ErrorContext;
import io.github.rerank4j.RerankListener.RequestContext;
import io.github.rerank4j.RerankListener.ResponseContext;
import io.github.rerank4j.RerankResponse;
import io.github.rerank4j.concurrent.Threads;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * Tells the user's listeners about calls; what a listener throws is logged and goes no further, nor does what the
 * logger makes of it.
 */
public final class Listeners {

    private static final Call SILENT = new Call() {};

    private final String provider;
    private final Optional<String> defaultModelName;
    private final List<RerankListener> listeners;
    private final Logger logger;

    public Listeners(
            String provider, @Nullable String defaultModelName, List<RerankListener> listeners, Logger logger) {
        this.provider = provider;
        this.defaultModelName = Optional.ofNullable(defaultModelName);
        this.listeners = List.copyOf(listeners);
        this.logger = logger;
    }

    /** The listeners of one call. */
    public interface Call {
        default void started() {}

        default void succeeded(RerankResponse response, int requests) {}

        default void failed(Throwable error, int requests, int attempts) {}
    }

    public Call call(@Nullable String modelName, int documents) {
        if (listeners.isEmpty() || documents == 0) {
            return SILENT;
        }
        return new Watched(new RequestContext(
                provider, Optional.ofNullable(modelName), defaultModelName, documents, new ConcurrentHashMap<>()));
    }

    private enum Stage {
        NEW,
        STARTED,
        ENDED
    }

    private final class Watched implements Call {

        private final RequestContext request;
        private final AtomicReference<Stage> stage = new AtomicReference<>(Stage.NEW);
        private final long start = System.nanoTime();

        Watched(RequestContext request) {
            this.request = request;
        }

        @Override
        public void started() {
            if (stage.compareAndSet(Stage.NEW, Stage.STARTED)) {
                tell(listener -> listener.onRequest(request));
            }
        }

        @Override
        public void succeeded(RerankResponse response, int requests) {
            if (!ends()) {
                return;
            }
            ResponseContext context = new ResponseContext(
                    request, requests, response.attempts(), elapsed(), response.tokenUsage(), response.modelName());
            tell(listener -> listener.onResponse(context));
        }

        @Override
        public void failed(Throwable error, int requests, int attempts) {
            if (!ends()) {
                return;
            }
            ErrorContext context = new ErrorContext(request, requests, attempts, elapsed(), error);
            tell(listener -> listener.onError(context));
        }

        /** Whether the listeners know of the call: one that never started is not told as ended, nor the other way. */
        private boolean ends() {
            return stage.getAndSet(Stage.ENDED) == Stage.STARTED;
        }

        private Duration elapsed() {
            return Duration.ofNanos(System.nanoTime() - start);
        }

        private void tell(Consumer<RerankListener> event) {
            for (RerankListener listener : listeners) {
                try {
                    event.accept(listener);
                } catch (Throwable broken) {
                    String name = listener.getClass().getName();
                    Threads.runReporting(() -> logger.warn("{} threw; the call goes on", name, broken));
                }
            }
        }
    }
}
