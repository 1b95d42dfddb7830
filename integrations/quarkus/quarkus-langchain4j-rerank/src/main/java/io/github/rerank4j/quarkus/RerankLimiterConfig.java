package io.github.rerank4j.quarkus;

import io.quarkus.runtime.annotations.ConfigPhase;
import io.quarkus.runtime.annotations.ConfigRoot;
import io.smallrye.config.ConfigMapping;

/** The limits of all models in a Redis, as far as a model's own {@code limiter.redis} does not say otherwise. */
@ConfigRoot(phase = ConfigPhase.RUN_TIME)
@ConfigMapping(prefix = RerankLimiterConfig.PREFIX)
public interface RerankLimiterConfig extends RerankLimitSettings {

    /** The prefix of the names of these settings. */
    String PREFIX = "quarkus.langchain4j.rerank.limiter.redis";
}
