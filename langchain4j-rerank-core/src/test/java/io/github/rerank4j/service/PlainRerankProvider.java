package io.github.rerank4j.service;

import io.github.rerank4j.Reranker;
import io.github.rerank4j.ScoreScale;
import io.github.rerank4j.settings.Setting;
import io.github.rerank4j.spi.RerankProvider;
import io.github.rerank4j.spi.StandIn;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The provider of the {@link PlainService}, which has only what every provider has. */
public class PlainRerankProvider implements RerankProvider<PlainService.Builder> {

    private static final List<Setting<? super PlainService.Builder, ?>> SETTINGS = CommonSettings.with(List.of());

    @Override
    public String id() {
        return "plain";
    }

    @Override
    public Class<RerankScoringModel> modelClass() {
        return RerankScoringModel.class;
    }

    @Override
    public Class<PlainService.Builder> builderClass() {
        return PlainService.Builder.class;
    }

    @Override
    public PlainService.Builder newBuilder() {
        return PlainService.model();
    }

    @Override
    public Reranker build(PlainService.Builder builder) {
        return builder.build();
    }

    @Override
    public List<Setting<? super PlainService.Builder, ?>> settings() {
        return SETTINGS;
    }

    @Override
    public Map<String, String> environment() {
        return Map.of();
    }

    @Override
    public Optional<String> address(Function<String, Optional<String>> configured) {
        return Optional.empty();
    }

    @Override
    public List<String> decisive(Function<String, Optional<String>> configured) {
        return List.of("baseUrl");
    }

    @Override
    public Optional<StandIn> standIn(Function<String, Optional<String>> configured) {
        return Optional.of(StandIn.of("plain", ScoreScale.LOGIT).setting("modelName", "stand-in"));
    }
}
