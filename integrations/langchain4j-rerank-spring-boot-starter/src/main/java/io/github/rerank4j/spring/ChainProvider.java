package io.github.rerank4j.spring;

import io.github.rerank4j.Reranker;
import io.github.rerank4j.resilience.FallbackScoringModel;
import io.github.rerank4j.settings.Setting;
import io.github.rerank4j.spi.RerankProvider;
import io.github.rerank4j.spi.StandIn;
import io.github.rerank4j.spring.shared.ChainProperties;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** A chain of other rerankers as if it were a provider's model: it is configured, customized and made as these are. */
final class ChainProvider implements RerankProvider<FallbackScoringModel.Builder> {

    static final Setting<FallbackScoringModel.Builder, List<String>> MEMBERS = ChainProperties.members();

    private static final List<Setting<? super FallbackScoringModel.Builder, ?>> SETTINGS =
            Stream.<Setting<? super FallbackScoringModel.Builder, ?>>concat(
                            Stream.of(MEMBERS), FallbackScoringModel.settings().stream())
                    .toList();

    /** The members that are set; empty: none are. */
    @SuppressWarnings("unchecked")
    static List<String> membersIn(Map<String, Object> values) {
        return (List<String>) values.getOrDefault(MEMBERS.name(), List.of());
    }

    @Override
    public String id() {
        return ChainProperties.PROVIDER;
    }

    @Override
    public Class<FallbackScoringModel> modelClass() {
        return FallbackScoringModel.class;
    }

    @Override
    public Class<FallbackScoringModel.Builder> builderClass() {
        return FallbackScoringModel.Builder.class;
    }

    @Override
    public FallbackScoringModel.Builder newBuilder() {
        return FallbackScoringModel.builder();
    }

    @Override
    public Reranker build(FallbackScoringModel.Builder builder) {
        return builder.build();
    }

    @Override
    public List<Setting<? super FallbackScoringModel.Builder, ?>> settings() {
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
        return List.of(MEMBERS.name());
    }

    @Override
    public Optional<StandIn> standIn(Function<String, Optional<String>> configured) {
        return Optional.empty();
    }
}
