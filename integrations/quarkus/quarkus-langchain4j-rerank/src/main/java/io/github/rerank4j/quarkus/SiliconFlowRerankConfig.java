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
import java.util.OptionalInt;

/** SiliconFlow's rerankers, and those of relays that copy its API. */
@ConfigRoot(phase = ConfigPhase.RUN_TIME)
@ConfigMapping(prefix = SiliconFlowRerankConfig.PREFIX)
public interface SiliconFlowRerankConfig {

    /** The prefix of the names of these settings. */
    String PREFIX = "quarkus.langchain4j.siliconflow-rerank";

    /** The model without a name. */
    @WithParentName
    Model defaultConfig();

    /** Models with a name, for {@code @ModelName}. */
    @ConfigDocSection
    @ConfigDocMapKey("model-name")
    @WithParentName
    @WithDefaults
    Map<String, Model> namedConfig();

    /** What may be set for one model; {@code model-name} is required. */
    @ConfigGroup
    interface Model extends RerankModelConfig {

        /** Key of the account, without "Bearer". Required. */
        Optional<String> apiKey();

        /** Site of the account, {@code china} or {@code international}. Not together with {@code relay}. */
        @ConfigDocDefault("china")
        Optional<String> site();

        /** How to judge relevance, for the Qwen3 rerankers; not for bge and bce models. */
        @ConfigDocDefault("the model's own")
        Optional<String> instruction();

        /** Into how many chunks a long document is cut at most, for bge and bce models; not for Qwen3. */
        @ConfigDocDefault("the service's")
        OptionalInt maxChunksPerDoc();

        /** How many tokens neighbouring chunks share, 0 to 80, for bge and bce models; not for Qwen3. */
        @ConfigDocDefault("the service's")
        OptionalInt overlapTokens();

        /** Whether {@code base-url}, then required, is a relay of the New API family. */
        @ConfigDocDefault("false")
        Optional<Boolean> relay();
    }
}
