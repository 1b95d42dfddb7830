package io.github.rerank4j.generic;

import io.github.rerank4j.service.CommonSettings;
import io.github.rerank4j.settings.Setting;
import io.github.rerank4j.settings.SettingException;
import io.github.rerank4j.spi.RerankProvider;
import io.github.rerank4j.spi.RerankService;
import io.github.rerank4j.spi.StandIn;
import io.github.rerank4j.text.HarmlessName;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Any other server, for {@link java.util.ServiceLoader}. */
public final class GenericRerankProvider implements RerankProvider<GenericScoringModel.Builder> {

    private static final Setting<GenericScoringModel.Builder, RerankDialect> DIALECT =
            Setting.<GenericScoringModel.Builder, RerankDialect>named(
                            "dialect",
                            RerankDialect.class,
                            GenericRerankProvider::dialect,
                            GenericScoringModel.Builder::dialect)
                    .description("Protocol of the server.")
                    .values(RerankDialect.names())
                    .defaultValue(DialectChoice.DEFAULT, DialectChoice.DEFAULT.name())
                    .build();

    private static final List<Setting<? super GenericScoringModel.Builder, ?>> SETTINGS =
            CommonSettings.<GenericScoringModel.Builder>with(List.of(
                    DIALECT,
                    Setting.<GenericScoringModel.Builder>text("apiKey", (builder, key) -> builder.apiKey(key))
                            .<Supplier<String>>orFunction(Supplier.class, (builder, keys) -> builder.apiKey(keys))
                            .description("Key, for a server that asks for one.")
                            .secret()
                            .build(),
                    Setting.<GenericScoringModel.Builder>text("instruction", GenericScoringModel.Builder::instruction)
                            .description("How to judge relevance, where the dialect has an instruction.")
                            .defaultText("the model's own")
                            .build(),
                    Setting.<GenericScoringModel.Builder>values("input", GenericScoringModel.Builder::input)
                            .description("Entries of the body's input object; those of a call win.")
                            .build(),
                    Setting.<GenericScoringModel.Builder>values("parameters", GenericScoringModel.Builder::parameters)
                            .description("Entries of the body's parameters object; those of a call win.")
                            .build(),
                    CommonSettings.BASE_URL.toBuilder()
                            .defaultText("the dialect's, where it is that of a hosted service")
                            .build(),
                    CommonSettings.MAX_CONCURRENT_REQUESTS.toBuilder()
                            .defaultText(RerankService.MAX_CONCURRENT_REQUESTS + ", or what the dialect says")
                            .build(),
                    CommonSettings.MAX_BYTES_PER_REQUEST.toBuilder()
                            .defaultText("the dialect's limit")
                            .build()));

    /** For {@link java.util.ServiceLoader}. */
    public GenericRerankProvider() {}

    @Override
    public String id() {
        return "generic";
    }

    @Override
    public Class<GenericScoringModel> modelClass() {
        return GenericScoringModel.class;
    }

    @Override
    public Class<GenericScoringModel.Builder> builderClass() {
        return GenericScoringModel.Builder.class;
    }

    @Override
    public GenericScoringModel.Builder newBuilder() {
        return GenericScoringModel.builder();
    }

    @Override
    public GenericScoringModel build(GenericScoringModel.Builder builder) {
        return builder.build();
    }

    @Override
    public List<Setting<? super GenericScoringModel.Builder, ?>> settings() {
        return SETTINGS;
    }

    @Override
    public Map<String, String> environment() {
        Map<String, String> variables = new LinkedHashMap<>();
        variables.put("RERANK_API_KEY", "apiKey");
        variables.put("RERANK_BASE_URL", "baseUrl");
        variables.put("RERANK_DIALECT", "dialect");
        variables.put("RERANK_MODEL", "modelName");
        return Collections.unmodifiableMap(variables);
    }

    @Override
    public Optional<String> address(Function<String, Optional<String>> configured) {
        return DIALECT.valueIn(configured).flatMap(RerankDialect::baseUrl);
    }

    /** The services of some dialects have an address that is known, servers of one's own have none. */
    @Override
    public List<String> decisive(Function<String, Optional<String>> configured) {
        boolean hosted = address(configured).isPresent();
        return hosted ? List.of("apiKey", "baseUrl") : List.of("baseUrl", "apiKey");
    }

    /** None for a dialect that there is not, which is an error when the model is built. */
    @Override
    public Optional<StandIn> standIn(Function<String, Optional<String>> configured) {
        String model = configured.apply("modelName").orElse(null);
        return DIALECT.valueIn(configured).map(dialect -> standIn(dialect, model));
    }

    private static StandIn standIn(RerankDialect dialect, @Nullable String model) {
        StandIn standIn =
                StandIn.of(dialect.name(), dialect.traits(model).scale()).keys("apiKey");
        return dialect.wire().requests().needsModel() ? standIn.setting("modelName", "stand-in") : standIn;
    }

    private static RerankDialect dialect(String name) {
        return RerankDialect.find(name)
                .orElseThrow(() -> SettingException.of(
                        "{dialect} is %s, which is not a dialect",
                        "%s", HarmlessName.quoted(name), RerankDialect.others(name)));
    }
}
