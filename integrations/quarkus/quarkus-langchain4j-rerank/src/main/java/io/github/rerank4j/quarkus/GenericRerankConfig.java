package io.github.rerank4j.quarkus;

import io.quarkus.runtime.annotations.ConfigDocDefault;
import io.quarkus.runtime.annotations.ConfigDocMapKey;
import io.quarkus.runtime.annotations.ConfigDocSection;
import io.quarkus.runtime.annotations.ConfigGroup;
import io.quarkus.runtime.annotations.ConfigPhase;
import io.quarkus.runtime.annotations.ConfigRoot;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefaults;
import io.smallrye.config.WithParentName;
import java.util.Map;
import java.util.Optional;

/** Rerankers of any other server. */
@ConfigRoot(phase = ConfigPhase.RUN_TIME)
@ConfigMapping(prefix = GenericRerankConfig.PREFIX)
public interface GenericRerankConfig {

    /** The prefix of the names of these settings. */
    String PREFIX = "quarkus.langchain4j.generic-rerank";

    /** The model without a name. */
    @WithParentName
    Model defaultConfig();

    /** Models with a name, for {@code @ModelName}. */
    @ConfigDocSection
    @ConfigDocMapKey("model-name")
    @WithParentName
    @WithDefaults
    Map<String, Model> namedConfig();

    /** What may be set for one model. */
    @ConfigGroup
    interface Model extends RerankModelConfig {

        /** Protocol of the server, such as {@code cohere-v2}, {@code jina}, {@code vllm} or {@code tei}. */
        @ConfigDocDefault("envelope")
        Optional<String> dialect();

        /** Key. Required for a hosted service. */
        Optional<String> apiKey();

        /** How to judge relevance, for dialects that have an instruction. */
        @ConfigDocDefault("the model's own")
        Optional<String> instruction();

        /**
         * Entries of the body's {@code input} object. {@code true}, {@code false} and numbers are sent as such, anything
         * else as a string; so is what is in double quotes.
         */
        @ConfigDocMapKey("entry")
        Map<String, String> input();

        /** Entries of the body's {@code parameters} object, read likewise. */
        @ConfigDocMapKey("entry")
        Map<String, String> parameters();
    }
}
