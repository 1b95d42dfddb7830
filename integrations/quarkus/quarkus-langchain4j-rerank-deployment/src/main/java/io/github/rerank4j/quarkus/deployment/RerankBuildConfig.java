package io.github.rerank4j.quarkus.deployment;

import io.quarkus.runtime.annotations.ConfigDocDefault;
import io.quarkus.runtime.annotations.ConfigGroup;
import io.quarkus.runtime.annotations.ConfigPhase;
import io.quarkus.runtime.annotations.ConfigRoot;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Optional;

/** What is decided about all rerankers when an application is built. */
@ConfigRoot(phase = ConfigPhase.BUILD_TIME)
@ConfigMapping(prefix = "quarkus.langchain4j.rerank")
public interface RerankBuildConfig {

    /** Dev Services. */
    DevServices devservices();

    /** The aggregator that reranks. */
    Aggregator aggregator();

    /** Caches of scores. */
    Cache cache();

    /** The caches of all models. */
    @ConfigGroup
    interface Cache {

        /** Whether scoring models remember scores, unless a model's own {@code cache.enabled} says otherwise. */
        @ConfigDocDefault("false")
        Optional<Boolean> enabled();
    }

    /** What retrievers find, reranked. */
    @ConfigGroup
    interface Aggregator {

        /**
         * Whether a RerankContentAggregator is a bean, and a RetrievalAugmentor around the only ContentRetriever.
         */
        @ConfigDocDefault("false")
        Optional<Boolean> enabled();
    }

    /** Servers that stand in for the real ones in dev and test mode. */
    @ConfigGroup
    interface DevServices {

        /**
         * Whether a local server, whose scores are not the provider's, stands in for a provider of which neither a key
         * nor an address is configured.
         */
        @WithDefault("true")
        boolean enabled();
    }
}
