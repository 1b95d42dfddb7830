package io.github.rerank4j.internal.call;

import io.github.rerank4j.CallContext;
import io.github.rerank4j.CallReport;
import io.github.rerank4j.RerankListener;
import io.github.rerank4j.RerankListeners;
import io.github.rerank4j.RerankRequestContext;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/** The user's listeners, and what they know of each call of a model. */
public final class Listeners {

    private final String provider;
    private final @Nullable String defaultModelName;
    private final RerankListeners listeners;

    public Listeners(
            String provider, @Nullable String defaultModelName, List<RerankListener> listeners, Logger logger) {
        this.provider = provider;
        this.defaultModelName = defaultModelName;
        this.listeners = new RerankListeners(listeners, logger);
    }

    public CallReport call(CallContext call, @Nullable String modelName, int documents) {
        if (listeners.isEmpty() || documents == 0) {
            return CallReport.SILENT;
        }
        return listeners.call(RerankRequestContext.builder(provider)
                .call(call)
                .modelName(modelName)
                .defaultModelName(defaultModelName)
                .documents(documents)
                .build());
    }
}
