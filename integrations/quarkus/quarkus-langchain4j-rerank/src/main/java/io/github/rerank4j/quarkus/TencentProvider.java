package io.github.rerank4j.quarkus;

import io.github.rerank4j.tencent.TencentScoringModel;
import io.quarkiverse.langchain4j.ModelBuilderCustomizer;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.util.TypeLiteral;
import java.util.List;

/** What only Tencent Cloud's models have. */
record TencentProvider(TencentRerankConfig.Model config)
        implements ConfiguredModel.Provider<TencentScoringModel.Builder> {

    /** What the builder calls them. */
    static final List<String> SETTINGS = List.of("secretId", "secretKey", "token", "site", "region");

    private static final TypeLiteral<Instance<ModelBuilderCustomizer<TencentScoringModel.Builder>>> CUSTOMIZERS =
            new TypeLiteral<>() {};

    @Override
    public TencentScoringModel.Builder builder() {
        return TencentScoringModel.builder();
    }

    @Override
    public List<String> settings() {
        return SETTINGS;
    }

    @Override
    public void apply(TencentScoringModel.Builder builder) {
        config.secretId().or(config::standInKey).ifPresent(builder::secretId);
        config.secretKey().or(config::standInKey).ifPresent(builder::secretKey);
        config.token().ifPresent(builder::token);
        config.site().ifPresent(builder::site);
        config.region().ifPresent(builder::region);
    }

    @Override
    public void connect(TencentScoringModel.Builder builder, ModelBeans beans) {
        beans.credentials().ifPresent(builder::credentials);
    }

    @Override
    public TypeLiteral<Instance<ModelBuilderCustomizer<TencentScoringModel.Builder>>> customizers() {
        return CUSTOMIZERS;
    }
}
