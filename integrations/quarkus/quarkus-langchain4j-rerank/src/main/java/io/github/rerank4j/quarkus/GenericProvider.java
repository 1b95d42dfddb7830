package io.github.rerank4j.quarkus;

import io.github.rerank4j.generic.GenericScoringModel;
import io.github.rerank4j.generic.RerankDialect;
import io.github.rerank4j.settings.SettingException;
import io.quarkiverse.langchain4j.ModelBuilderCustomizer;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.util.TypeLiteral;
import java.util.List;

/** What only models of another server have. */
record GenericProvider(GenericRerankConfig.Model config)
        implements ConfiguredModel.Provider<GenericScoringModel.Builder> {

    /** What the builder calls them. */
    static final List<String> SETTINGS = List.of("dialect", "apiKey", "instruction", "input", "parameters");

    private static final TypeLiteral<Instance<ModelBuilderCustomizer<GenericScoringModel.Builder>>> CUSTOMIZERS =
            new TypeLiteral<>() {};

    @Override
    public GenericScoringModel.Builder builder() {
        return GenericScoringModel.builder();
    }

    @Override
    public List<String> settings() {
        return SETTINGS;
    }

    @Override
    public void apply(GenericScoringModel.Builder builder) {
        config.dialect().map(GenericProvider::dialect).ifPresent(builder::dialect);
        config.apiKey().or(config::standInKey).ifPresent(key -> builder.apiKey(key));
        config.instruction().ifPresent(builder::instruction);
        if (!config.input().isEmpty()) {
            builder.input(BodyEntries.of(config.input()));
        }
        if (!config.parameters().isEmpty()) {
            builder.parameters(BodyEntries.of(config.parameters()));
        }
    }

    @Override
    public TypeLiteral<Instance<ModelBuilderCustomizer<GenericScoringModel.Builder>>> customizers() {
        return CUSTOMIZERS;
    }

    private static RerankDialect dialect(String name) {
        try {
            return RerankDialect.named(name);
        } catch (IllegalArgumentException unknown) {
            throw SettingException.of("{dialect} is wrong: %s", "", unknown.getMessage());
        }
    }
}
