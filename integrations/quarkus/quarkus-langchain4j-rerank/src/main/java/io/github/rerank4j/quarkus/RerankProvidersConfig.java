package io.github.rerank4j.quarkus;

import io.quarkus.runtime.annotations.ConfigDocMapKey;
import io.quarkus.runtime.annotations.ConfigPhase;
import io.quarkus.runtime.annotations.ConfigRoot;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithParentName;
import java.util.Map;

/** Rerankers of providers that this extension does not know. */
@ConfigRoot(phase = ConfigPhase.RUN_TIME)
@ConfigMapping(prefix = RerankProvidersConfig.PREFIX)
public interface RerankProvidersConfig {

    /** The prefix of the ids of providers. */
    String PREFIX = "quarkus.langchain4j.rerank.providers";

    /**
     * Settings of the provider with that id, for the model without a name; those of a model with a name follow it:
     * {@code providers.<id>.<model-name>.<setting>}. Which settings there are the provider says.
     */
    @WithParentName
    @ConfigDocMapKey("id")
    Map<String, Map<String, String>> settings();
}
