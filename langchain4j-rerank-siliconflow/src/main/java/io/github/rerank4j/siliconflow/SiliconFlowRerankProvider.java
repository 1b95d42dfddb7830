package io.github.rerank4j.siliconflow;

import io.github.rerank4j.ScoreScale;
import io.github.rerank4j.service.CommonSettings;
import io.github.rerank4j.settings.Setting;
import io.github.rerank4j.spi.RerankProvider;
import io.github.rerank4j.spi.StandIn;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** SiliconFlow, for {@link java.util.ServiceLoader}. */
public final class SiliconFlowRerankProvider implements RerankProvider<SiliconFlowScoringModel.Builder> {

    private static final Setting<SiliconFlowScoringModel.Builder, SiliconFlowSite> SITE =
            Setting.<SiliconFlowScoringModel.Builder, SiliconFlowSite>choice(
                            "site", SiliconFlowSite.class, SiliconFlowScoringModel.Builder::site)
                    .description("Site of the account; not together with a relay.")
                    .defaultValue(SiliconFlowScoringModel.Builder.SITE)
                    .build();

    private static final List<Setting<? super SiliconFlowScoringModel.Builder, ?>> SETTINGS =
            CommonSettings.<SiliconFlowScoringModel.Builder>with(List.of(
                    Setting.<SiliconFlowScoringModel.Builder>text("apiKey", (builder, key) -> builder.apiKey(key))
                            .<Supplier<String>>orFunction(Supplier.class, (builder, keys) -> builder.apiKey(keys))
                            .description("Key of the account.")
                            .secret()
                            .build(),
                    SITE,
                    Setting.<SiliconFlowScoringModel.Builder>text(
                                    "instruction", SiliconFlowScoringModel.Builder::instruction)
                            .description("How to judge relevance, for the Qwen3 rerankers.")
                            .defaultText("the model's own")
                            .build(),
                    Setting.<SiliconFlowScoringModel.Builder>number(
                                    "maxChunksPerDoc", SiliconFlowScoringModel.Builder::maxChunksPerDoc)
                            .description("Into how many chunks a long document is cut at most, for bge and bce models.")
                            .defaultText("the service's")
                            .range(SiliconFlowScoringModel.Builder.CHUNKS)
                            .build(),
                    Setting.<SiliconFlowScoringModel.Builder>number(
                                    "overlapTokens", SiliconFlowScoringModel.Builder::overlapTokens)
                            .description("Tokens that neighbouring chunks share, for bge and bce models.")
                            .defaultText("the service's")
                            .range(SiliconFlowScoringModel.Builder.OVERLAP)
                            .build(),
                    Setting.<SiliconFlowScoringModel.Builder>flag("relay", SiliconFlowScoringModel.Builder::relay)
                            .description("Whether the address is that of a relay of the New API family.")
                            .defaultValue(false)
                            .build(),
                    CommonSettings.MODEL_NAME.toBuilder()
                            .suggestions(SiliconFlowSite.CHINA.modelNames())
                            .build()));

    /** For {@link java.util.ServiceLoader}. */
    public SiliconFlowRerankProvider() {}

    @Override
    public String id() {
        return "siliconflow";
    }

    @Override
    public Class<SiliconFlowScoringModel> modelClass() {
        return SiliconFlowScoringModel.class;
    }

    @Override
    public Class<SiliconFlowScoringModel.Builder> builderClass() {
        return SiliconFlowScoringModel.Builder.class;
    }

    @Override
    public SiliconFlowScoringModel.Builder newBuilder() {
        return SiliconFlowScoringModel.builder();
    }

    @Override
    public SiliconFlowScoringModel build(SiliconFlowScoringModel.Builder builder) {
        return builder.build();
    }

    @Override
    public List<Setting<? super SiliconFlowScoringModel.Builder, ?>> settings() {
        return SETTINGS;
    }

    @Override
    public Map<String, String> environment() {
        Map<String, String> variables = new LinkedHashMap<>();
        variables.put("SILICONFLOW_API_KEY", "apiKey");
        variables.put("SILICONFLOW_MODEL", "modelName");
        variables.put("SILICONFLOW_SITE", "site");
        return Collections.unmodifiableMap(variables);
    }

    @Override
    public Optional<String> address(Function<String, Optional<String>> configured) {
        return SITE.valueIn(configured).map(SiliconFlowSite::baseUrl);
    }

    @Override
    public List<String> decisive(Function<String, Optional<String>> configured) {
        return List.of("apiKey", "baseUrl");
    }

    @Override
    public Optional<StandIn> standIn(Function<String, Optional<String>> configured) {
        return Optional.of(StandIn.of(id(), ScoreScale.PROBABILITY)
                .keys("apiKey")
                .setting("modelName", SiliconFlowSite.CHINA.modelNames().get(0)));
    }
}
