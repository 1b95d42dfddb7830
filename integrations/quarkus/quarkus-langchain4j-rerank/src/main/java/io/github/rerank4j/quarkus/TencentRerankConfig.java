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

/** Tencent Cloud's rerankers. */
@ConfigRoot(phase = ConfigPhase.RUN_TIME)
@ConfigMapping(prefix = TencentRerankConfig.PREFIX)
public interface TencentRerankConfig {

    /** The prefix of the names of these settings. */
    String PREFIX = "quarkus.langchain4j.tencent-rerank";

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

        /** Id of the key pair. Required, unless there is a TencentCredentialsProvider bean. */
        Optional<String> secretId();

        /** Key of the key pair. Required, unless there is a TencentCredentialsProvider bean. */
        Optional<String> secretKey();

        /** Session token of a temporary key pair. */
        Optional<String> token();

        /** Site of the account, {@code international} or {@code china}: address, region and limits together. */
        @ConfigDocDefault("international")
        Optional<String> site();

        /** Region, such as {@code ap-beijing}. */
        @ConfigDocDefault("the site's")
        Optional<String> region();
    }
}
