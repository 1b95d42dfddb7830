package io.github.rerank4j.spring;

import io.github.rerank4j.spring.shared.ChainProperties;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is set for one reranker, by names: its settings, and what decides whether and whose it is. */
final class ModelValues {

    static final String ENABLED = "enabled";
    static final String PROVIDER = "provider";

    private ModelValues() {}

    /** Whether a reranker is to be a bean: something is set for it, and not that it is none. */
    static boolean isConfigured(@Nullable Map<String, Object> model) {
        return model != null && !model.isEmpty() && isEnabled(model);
    }

    /** Whether nothing says that a reranker is none. */
    static boolean isEnabled(Map<String, Object> model) {
        return !Boolean.FALSE.equals(model.get(ENABLED));
    }

    /** Whose a reranker with a name is; null: nobody says. */
    static @Nullable String providerOf(Map<String, Object> instance) {
        return (String) instance.get(PROVIDER);
    }

    /** Whether a reranker with a name is a chain of others. */
    static boolean isChain(Map<String, Object> instance) {
        return ChainProperties.PROVIDER.equals(instance.get(PROVIDER));
    }
}
