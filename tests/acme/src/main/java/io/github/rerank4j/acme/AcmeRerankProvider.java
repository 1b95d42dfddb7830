package io.github.rerank4j.acme;

import io.github.rerank4j.service.CommonSettings;
import io.github.rerank4j.settings.Setting;
import io.github.rerank4j.spi.RerankProvider;
import io.github.rerank4j.spi.StandIn;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Acme, for {@link java.util.ServiceLoader}. No local server speaks its protocol. */
public final class AcmeRerankProvider implements RerankProvider<AcmeScoringModel.Builder> {

    private static final List<Setting<? super AcmeScoringModel.Builder, ?>> SETTINGS =
            CommonSettings.<AcmeScoringModel.Builder>with(List.of(
                    Setting.<AcmeScoringModel.Builder>text("apiKey", AcmeScoringModel.Builder::apiKey)
                            .description("Key of the account.")
                            .secret()
                            .build(),
                    Setting.<AcmeScoringModel.Builder>number("effort", AcmeScoringModel.Builder::effort)
                            .description("How hard Acme thinks.")
                            .defaultValue(AcmeScoringModel.Builder.EFFORT)
                            .range(AcmeScoringModel.Builder.EFFORTS)
                            .build(),
                    CommonSettings.MODEL_NAME.withDefault(AcmeScoringModel.MODEL)));

    /** For {@link java.util.ServiceLoader}. */
    public AcmeRerankProvider() {}

    @Override
    public String id() {
        return "acme";
    }

    @Override
    public Class<AcmeScoringModel> modelClass() {
        return AcmeScoringModel.class;
    }

    @Override
    public Class<AcmeScoringModel.Builder> builderClass() {
        return AcmeScoringModel.Builder.class;
    }

    @Override
    public AcmeScoringModel.Builder newBuilder() {
        return AcmeScoringModel.builder();
    }

    @Override
    public AcmeScoringModel build(AcmeScoringModel.Builder builder) {
        return builder.build();
    }

    @Override
    public List<Setting<? super AcmeScoringModel.Builder, ?>> settings() {
        return SETTINGS;
    }

    @Override
    public Map<String, String> environment() {
        return Map.of("ACME_API_KEY", "apiKey");
    }

    @Override
    public Optional<String> address(Function<String, Optional<String>> configured) {
        return Optional.of(AcmeScoringModel.ADDRESS);
    }

    @Override
    public List<String> decisive(Function<String, Optional<String>> configured) {
        return List.of("apiKey", "baseUrl");
    }

    @Override
    public Optional<StandIn> standIn(Function<String, Optional<String>> configured) {
        return Optional.empty();
    }
}
