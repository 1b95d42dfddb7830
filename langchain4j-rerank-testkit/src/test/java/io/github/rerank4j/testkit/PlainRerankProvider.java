package io.github.rerank4j.testkit;

import io.github.rerank4j.ScoreScale;
import io.github.rerank4j.service.CommonSettings;
import io.github.rerank4j.service.RerankScoringModel;
import io.github.rerank4j.settings.Setting;
import io.github.rerank4j.settings.SettingException;
import io.github.rerank4j.spi.ApiKey;
import io.github.rerank4j.spi.RerankProvider;
import io.github.rerank4j.spi.RerankService;
import io.github.rerank4j.spi.StandIn;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The simplest provider there can be, which has a key and a model that must be named. */
public final class PlainRerankProvider implements RerankProvider<PlainRerankProvider.Builder> {

    private static final String ADDRESS = "https://plain.example";

    private static final List<Setting<? super Builder, ?>> SETTINGS = CommonSettings.<Builder>with(List.of(
            Setting.<Builder>text("apiKey", Builder::apiKey)
                    .description("Key of the account.")
                    .secret()
                    .build(),
            CommonSettings.MODEL_NAME));

    /** A model of this provider. */
    public static final class PlainModel extends RerankScoringModel {

        private PlainModel(PlainRerankProvider.Builder builder, RerankService service) {
            super(builder, service);
        }
    }

    /** The settings of its model. */
    public static final class Builder extends RerankScoringModel.Builder<Builder> {

        private final ApiKey apiKey = new ApiKey();

        private Builder() {}

        /** The key. Required. */
        public Builder apiKey(String apiKey) {
            this.apiKey.set(apiKey);
            return this;
        }

        @Override
        public PlainModel build() {
            if (apiKey.isMissing()) {
                throw SettingException.of("{apiKey} is missing", "set the key of your account");
            }
            return new PlainModel(
                    this,
                    RerankService.of(
                            "plain",
                            new PlainModelTest.PlainWire(),
                            apiKey.in("Authorization", "Bearer "),
                            ADDRESS,
                            RerankService.Defaults.model(modelName())));
        }
    }

    /** For {@link java.util.ServiceLoader}. */
    public PlainRerankProvider() {}

    @Override
    public String id() {
        return "plain";
    }

    @Override
    public Class<PlainModel> modelClass() {
        return PlainModel.class;
    }

    @Override
    public Class<Builder> builderClass() {
        return Builder.class;
    }

    @Override
    public Builder newBuilder() {
        return new Builder();
    }

    @Override
    public PlainModel build(Builder builder) {
        return builder.build();
    }

    @Override
    public List<Setting<? super Builder, ?>> settings() {
        return SETTINGS;
    }

    @Override
    public Map<String, String> environment() {
        return Map.of("PLAIN_API_KEY", "apiKey");
    }

    @Override
    public Optional<String> address(Function<String, Optional<String>> configured) {
        return Optional.of(ADDRESS);
    }

    @Override
    public List<String> decisive(Function<String, Optional<String>> configured) {
        return List.of("apiKey", "baseUrl");
    }

    @Override
    public Optional<StandIn> standIn(Function<String, Optional<String>> configured) {
        return Optional.of(
                StandIn.of("envelope", ScoreScale.PROBABILITY).keys("apiKey").setting("modelName", "plain-1"));
    }
}
