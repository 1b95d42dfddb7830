package io.github.rerank4j.quarkus;

import io.quarkus.runtime.annotations.ConfigPhase;
import io.quarkus.runtime.annotations.ConfigRoot;
import io.smallrye.config.ConfigMapping;

/** Caches of all models, as far as a model's own {@code cache} does not say otherwise. */
@ConfigRoot(phase = ConfigPhase.RUN_TIME)
@ConfigMapping(prefix = RerankCacheConfig.PREFIX)
public interface RerankCacheConfig extends RerankCacheSettings {

    /** The prefix of the names of these settings. */
    String PREFIX = "quarkus.langchain4j.rerank.cache";
}
