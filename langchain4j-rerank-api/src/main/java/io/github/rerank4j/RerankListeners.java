package io.github.rerank4j;

import io.github.rerank4j.concurrent.Threads;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;

/**
 * Listeners that are called one after the other, for authors of rerankers. What one of them throws is logged and goes no
 * further, nor does what the logger makes of it. Immutable.
 */
public final class RerankListeners {

    private final List<RerankListener> listeners;
    private final Logger logger;

    /**
     * Those listeners, in this order.
     *
     * @param logger where warnings go
     * @throws IllegalArgumentException if one of them is null
     */
    public RerankListeners(List<? extends RerankListener> listeners, Logger logger) {
        for (int i = 0; i < listeners.size(); i++) {
            if (listeners.get(i) == null) {
                throw new IllegalArgumentException("listener " + i + " (counted from 0) is null; leave it out");
            }
        }
        this.listeners = List.copyOf(listeners);
        this.logger = logger;
    }

    /** Whether there is no listener. */
    public boolean isEmpty() {
        return listeners.isEmpty();
    }

    /**
     * The reports of one call, whose time begins now. Nobody hears of a call without documents, nor of any where there is
     * no listener.
     */
    public CallReport call(RerankRequestContext request) {
        return isEmpty() || request.documents() == 0 ? CallReport.SILENT : new WatchedCall(this, request);
    }

    /** Reports an event to each of them. Never throws. */
    public void report(Consumer<RerankListener> event) {
        for (RerankListener listener : listeners) {
            try {
                event.accept(listener);
            } catch (Throwable broken) {
                warn(listener, broken);
            }
        }
    }

    private void warn(RerankListener listener, Throwable broken) {
        try {
            logger.warn("{} threw; the call goes on", listener.getClass().getName(), broken);
        } catch (Throwable brokenToo) {
            Threads.report(brokenToo);
        }
    }
}
