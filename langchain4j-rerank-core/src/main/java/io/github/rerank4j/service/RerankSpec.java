package io.github.rerank4j.service;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A model as one word of a command line or a job says it: a provider and some of its settings. Made by
 * {@link RerankProviders#ofSpec}. Immutable; its {@code toString} shows no value, as one may be a key.
 */
public final class RerankSpec {

    /** What stands in the place of a provider for what is asked in this process, without a service. */
    public static final String LOCAL = "local";

    private final String provider;
    private final Map<String, String> settings;

    RerankSpec(String provider, Map<String, String> settings) {
        this.provider = provider;
        this.settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
    }

    /** The id of a provider that is there, or {@link #LOCAL}. */
    public String provider() {
        return provider;
    }

    /** Whether it is {@link #LOCAL}, whose {@code modelName} is the name of a scorer, and its only setting. */
    public boolean isLocal() {
        return provider.equals(LOCAL);
    }

    /** Texts by the names of their settings, as {@link RerankProviders#model} takes them; of a file, keys too. */
    public Map<String, String> settings() {
        return settings;
    }

    /** The provider, and the names of its settings. */
    @Override
    public String toString() {
        return "RerankSpec[provider=" + provider + ", settings=" + settings.keySet() + "]";
    }
}
