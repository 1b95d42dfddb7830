package io.github.rerank4j.quarkus.deployment;

import io.github.rerank4j.generic.GenericScoringModel;
import io.github.rerank4j.quarkus.ModelPrefix;
import io.github.rerank4j.quarkus.RerankRecorder;
import io.github.rerank4j.service.RerankScoringModel;
import io.github.rerank4j.siliconflow.SiliconFlowScoringModel;
import io.github.rerank4j.tencent.TencentScoringModel;
import io.quarkiverse.langchain4j.deployment.items.SelectedScoringModelProviderBuildItem;
import io.quarkus.arc.SyntheticCreationalContext;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.eclipse.microprofile.config.ConfigProvider;

/** The providers of this extension, as {@code quarkus.langchain4j.scoring-model.provider} names them. */
enum RerankProvider {
    TENCENT("tencent-rerank", TencentScoringModel.class, TencentScoringModel.Builder.class),
    SILICONFLOW("siliconflow-rerank", SiliconFlowScoringModel.class, SiliconFlowScoringModel.Builder.class),
    GENERIC("generic-rerank", GenericScoringModel.class, GenericScoringModel.Builder.class);

    private static final Pattern NO_LETTER_OR_DIGIT = Pattern.compile("[^A-Z0-9]");

    private final String id;
    private final Class<? extends RerankScoringModel> model;
    private final Class<?> builder;

    RerankProvider(String id, Class<? extends RerankScoringModel> model, Class<?> builder) {
        this.id = id;
        this.model = model;
        this.builder = builder;
    }

    /** The provider of a selected model, if it is one of these. */
    static Optional<RerankProvider> of(SelectedScoringModelProviderBuildItem selected) {
        for (RerankProvider provider : values()) {
            if (provider.id.equals(selected.getProvider())) {
                return Optional.of(provider);
            }
        }
        return Optional.empty();
    }

    String id() {
        return id;
    }

    Class<? extends RerankScoringModel> model() {
        return model;
    }

    Class<?> builder() {
        return builder;
    }

    /** Whether the configuration has settings of its models, environment variables among it. */
    boolean isConfigured() {
        return isConfiguredIn(StreamSupport.stream(
                ConfigProvider.getConfig().getPropertyNames().spliterator(), false));
    }

    /** Whether some of these names are those of settings of its models. */
    boolean isConfiguredIn(Stream<String> names) {
        String properties = "quarkus.langchain4j." + id + '.';
        String variables =
                NO_LETTER_OR_DIGIT.matcher(properties.toUpperCase(Locale.ROOT)).replaceAll("_");
        return names.flatMap(name -> Stream.of(properties, variables)
                        .filter(name::startsWith)
                        .map(prefix -> name.substring(prefix.length())))
                .anyMatch(setting -> !setting.equalsIgnoreCase("enabled") && !setting.endsWith("-model.provider"));
    }

    /** What builds a model of that name when the application runs. */
    Function<SyntheticCreationalContext<RerankScoringModel>, RerankScoringModel> recorded(
            RerankRecorder recorder, String modelName) {
        return switch (this) {
            case TENCENT -> recorder.tencent(id, modelName);
            case SILICONFLOW -> recorder.siliconFlow(id, modelName);
            case GENERIC -> recorder.generic(id, modelName);
        };
    }

    /** A property of the model of that name. */
    String property(String modelName, String setting) {
        return ModelPrefix.of(id, modelName) + '.' + setting;
    }
}
