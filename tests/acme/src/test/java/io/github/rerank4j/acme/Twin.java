package io.github.rerank4j.acme;

import io.github.rerank4j.Reranker;
import io.github.rerank4j.settings.Setting;
import io.github.rerank4j.spi.RerankProvider;
import io.github.rerank4j.spi.StandIn;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Another provider with Acme's id. */
public final class Twin implements RerankProvider<Object> {

    /** For the service loader. */
    public Twin() {}

    @Override
    public String id() {
        return "acme";
    }

    @Override
    public Class<? extends Reranker> modelClass() {
        return AcmeScoringModel.class;
    }

    @Override
    public Class<Object> builderClass() {
        return Object.class;
    }

    @Override
    public Object newBuilder() {
        return new Object();
    }

    @Override
    public Reranker build(Object builder) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<Setting<? super Object, ?>> settings() {
        return List.of();
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
        return List.of();
    }

    @Override
    public Optional<StandIn> standIn(Function<String, Optional<String>> configured) {
        return Optional.empty();
    }
}
