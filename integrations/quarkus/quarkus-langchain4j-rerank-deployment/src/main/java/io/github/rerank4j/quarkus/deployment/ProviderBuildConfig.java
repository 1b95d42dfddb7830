package io.github.rerank4j.quarkus.deployment;

import io.smallrye.config.WithDefault;

/** What is decided about a provider when an application is built. */
public interface ProviderBuildConfig {

    /** Whether scoring models may be of this provider. */
    @WithDefault("true")
    boolean enabled();
}
