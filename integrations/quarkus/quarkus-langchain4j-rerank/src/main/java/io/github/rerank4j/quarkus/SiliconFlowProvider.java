package io.github.rerank4j.quarkus;

import io.github.rerank4j.siliconflow.SiliconFlowScoringModel;
import io.quarkiverse.langchain4j.ModelBuilderCustomizer;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.util.TypeLiteral;
import java.util.List;

/** What only SiliconFlow's models have. */
record SiliconFlowProvider(SiliconFlowRerankConfig.Model config)
        implements ConfiguredModel.Provider<SiliconFlowScoringModel.Builder> {

    /** What the builder calls them. */
    static final List<String> SETTINGS =
            List.of("apiKey", "site", "instruction", "maxChunksPerDoc", "overlapTokens", "relay");

    private static final TypeLiteral<Instance<ModelBuilderCustomizer<SiliconFlowScoringModel.Builder>>> CUSTOMIZERS =
            new TypeLiteral<>() {};

    @Override
    public SiliconFlowScoringModel.Builder builder() {
        return SiliconFlowScoringModel.builder();
    }

    @Override
    public List<String> settings() {
        return SETTINGS;
    }

    @Override
    public void apply(SiliconFlowScoringModel.Builder builder) {
        config.apiKey().or(config::standInKey).ifPresent(key -> builder.apiKey(key));
        config.site().ifPresent(builder::site);
        config.instruction().ifPresent(builder::instruction);
        config.maxChunksPerDoc().ifPresent(builder::maxChunksPerDoc);
        config.overlapTokens().ifPresent(builder::overlapTokens);
        config.relay().ifPresent(builder::relay);
    }

    @Override
    public TypeLiteral<Instance<ModelBuilderCustomizer<SiliconFlowScoringModel.Builder>>> customizers() {
        return CUSTOMIZERS;
    }
}
