package io.github.rerank4j.quarkus.deployment;

import io.quarkus.runtime.annotations.ConfigDocDefault;
import io.quarkus.runtime.annotations.ConfigDocMapKey;
import io.quarkus.runtime.annotations.ConfigGroup;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithParentName;
import java.util.Map;
import java.util.Optional;

/** What is decided about a provider when an application is built. */
public interface ProviderBuildConfig {

    /** Whether scoring models may be of this provider. */
    @WithDefault("true")
    boolean enabled();

    /** The model without a name. */
    @WithParentName
    Model defaultConfig();

    /** Models with a name, for {@code @ModelName}. */
    @ConfigDocMapKey("model-name")
    @WithParentName
    Map<String, Model> namedConfig();

    /** What is decided about a model. */
    @ConfigGroup
    interface Model {

        /** The cache of its scores. */
        Cache cache();
    }

    /** What is decided about the cache of a model. */
    @ConfigGroup
    interface Cache {

        /** Whether the scoring model remembers scores; then it is a CachingScoringModel, and not of the provider's class. */
        @ConfigDocDefault("quarkus.langchain4j.rerank.cache.enabled")
        Optional<Boolean> enabled();
    }
}
