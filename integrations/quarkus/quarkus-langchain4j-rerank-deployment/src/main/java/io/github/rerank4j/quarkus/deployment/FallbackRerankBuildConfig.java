package io.github.rerank4j.quarkus.deployment;

import io.quarkus.runtime.annotations.ConfigPhase;
import io.quarkus.runtime.annotations.ConfigRoot;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** What is decided about chains of scoring models when an application is built. */
@ConfigRoot(phase = ConfigPhase.BUILD_TIME)
@ConfigMapping(prefix = "quarkus.langchain4j.fallback-rerank")
public interface FallbackRerankBuildConfig {

    /** Whether scoring models may be chains of others. */
    @WithDefault("true")
    boolean enabled();
}
