package io.github.rerank4j.quarkus.deployment;

import io.github.rerank4j.RerankScoringModel;
import io.github.rerank4j.generic.GenericScoringModel;
import io.github.rerank4j.quarkus.RerankRecorder;
import io.github.rerank4j.siliconflow.SiliconFlowScoringModel;
import io.github.rerank4j.tencent.TencentScoringModel;
import io.quarkiverse.langchain4j.deployment.items.SelectedScoringModelProviderBuildItem;
import io.quarkiverse.langchain4j.runtime.NamedConfigUtil;
import io.quarkus.arc.SyntheticCreationalContext;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.eclipse.microprofile.config.ConfigProvider;

/** The providers of this extension, as {@code quarkus.langchain4j.scoring-model.provider} names them. */
enum RerankProvider {
    TENCENT("tencent-rerank", TencentScoringModel.class, TencentScoringModel.Builder.class),
    SILICONFLOW("siliconflow-rerank", SiliconFlowScoringModel.class, SiliconFlowScoringModel.Builder.class),
    GENERIC("generic-rerank", GenericScoringModel.class, GenericScoringModel.Builder.class);

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

    /** Whether the configuration says more about it than whether it is enabled. */
    boolean isConfigured() {
        String root = root();
        return names().anyMatch(name -> name.startsWith(root) && !name.equals(root + "enabled"));
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

    /** A property of the model of that name, which stands in quotes where it has a dot, or the configuration has them. */
    String property(String modelName, String setting) {
        String root = root();
        if (NamedConfigUtil.isDefault(modelName)) {
            return root + setting;
        }
        String quoted = root + '"' + modelName + "\".";
        return (modelName.indexOf('.') < 0 && !isInUse(quoted) ? root + modelName + '.' : quoted) + setting;
    }

    private static boolean isInUse(String prefix) {
        return names().anyMatch(name -> name.startsWith(prefix));
    }

    private String root() {
        return "quarkus.langchain4j." + id + '.';
    }

    private static Stream<String> names() {
        return StreamSupport.stream(
                ConfigProvider.getConfig().getPropertyNames().spliterator(), false);
    }
}
