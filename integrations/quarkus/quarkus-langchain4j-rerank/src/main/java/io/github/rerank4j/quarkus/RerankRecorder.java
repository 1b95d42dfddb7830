package io.github.rerank4j.quarkus;

import io.github.rerank4j.service.RerankScoringModel;
import io.quarkiverse.langchain4j.ModelName;
import io.quarkiverse.langchain4j.runtime.NamedConfigUtil;
import io.quarkus.arc.Arc;
import io.quarkus.arc.SyntheticCreationalContext;
import io.quarkus.runtime.RuntimeValue;
import io.quarkus.runtime.annotations.Recorder;
import io.smallrye.config.ConfigValidationException;
import io.smallrye.config.ConfigValidationException.Problem;
import io.smallrye.config.SmallRyeConfig;
import jakarta.enterprise.inject.CreationException;
import jakarta.enterprise.inject.Default;
import java.lang.annotation.Annotation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jboss.logging.Logger;

/** What an application does about its rerankers when it starts. */
@Recorder
public class RerankRecorder {

    private static final Logger LOG = Logger.getLogger("io.github.rerank4j.quarkus");

    private final RuntimeValue<TencentRerankConfig> tencent;
    private final RuntimeValue<SiliconFlowRerankConfig> siliconFlow;
    private final RuntimeValue<GenericRerankConfig> generic;

    /** For the generated code. */
    public RerankRecorder(
            RuntimeValue<TencentRerankConfig> tencent,
            RuntimeValue<SiliconFlowRerankConfig> siliconFlow,
            RuntimeValue<GenericRerankConfig> generic) {
        this.tencent = tencent;
        this.siliconFlow = siliconFlow;
        this.generic = generic;
    }

    /** Builds a model of Tencent Cloud. */
    public Function<SyntheticCreationalContext<RerankScoringModel>, RerankScoringModel> tencent(
            String provider, String modelName) {
        TencentRerankConfig root = tencent.getValue();
        TencentRerankConfig.Model config = of(root.defaultConfig(), root.namedConfig(), modelName);
        return built(new ConfiguredModel(provider, modelName, config), new TencentProvider(config), modelName);
    }

    /** Builds a model of SiliconFlow. */
    public Function<SyntheticCreationalContext<RerankScoringModel>, RerankScoringModel> siliconFlow(
            String provider, String modelName) {
        SiliconFlowRerankConfig root = siliconFlow.getValue();
        SiliconFlowRerankConfig.Model config = of(root.defaultConfig(), root.namedConfig(), modelName);
        return built(new ConfiguredModel(provider, modelName, config), new SiliconFlowProvider(config), modelName);
    }

    /** Builds a model of another server. */
    public Function<SyntheticCreationalContext<RerankScoringModel>, RerankScoringModel> generic(
            String provider, String modelName) {
        GenericRerankConfig root = generic.getValue();
        GenericRerankConfig.Model config = of(root.defaultConfig(), root.namedConfig(), modelName);
        return built(new ConfiguredModel(provider, modelName, config), new GenericProvider(config), modelName);
    }

    /**
     * Refuses properties of rerankers that nobody reads, because they or their models are misspelt.
     *
     * @param models the names of all scoring models of the application
     * @throws ConfigValidationException if there are any; names them all, and shows no value
     */
    public void requireKnownProperties(Set<String> models) {
        Problem[] problems = new UnreadProperties(models)
                .in(ConfigProvider.getConfig().unwrap(SmallRyeConfig.class)).stream()
                        .map(Problem::new)
                        .toArray(Problem[]::new);
        if (problems.length > 0) {
            throw new ConfigValidationException(problems);
        }
    }

    /**
     * Has a model built now, so that a wrong setting ends the start and not the first question.
     *
     * @throws ConfigValidationException if a setting is missing, wrong, or contradicts another
     */
    public void start(Class<?> type, String modelName) {
        try {
            bean(type, modelName);
        } catch (CreationException failure) {
            throw failure.getCause() instanceof ConfigValidationException problem ? problem : failure;
        }
    }

    /**
     * Says which rerankers there are, or why there is none, in one line of the log.
     *
     * @param models the names of all scoring models of the application
     * @param ours those of them that this extension has built
     */
    public void announce(Set<String> models, Set<String> ours) {
        Map<String, String> rerankers = new TreeMap<>();
        ours.forEach(
                name -> rerankers.put(name, bean(RerankScoringModel.class, name).toString()));
        List<String> properties = new ArrayList<>();
        ConfigProvider.getConfig().getPropertyNames().forEach(properties::add);
        LOG.info(Announcement.of(rerankers, !models.isEmpty(), properties));
    }

    private static <T> T bean(Class<T> type, String modelName) {
        Annotation qualifier =
                NamedConfigUtil.isDefault(modelName) ? Default.Literal.INSTANCE : ModelName.Literal.of(modelName);
        return Arc.container().select(type, qualifier).get();
    }

    private static <C> C of(C defaultConfig, Map<String, C> namedConfig, String modelName) {
        if (NamedConfigUtil.isDefault(modelName)) {
            return defaultConfig;
        }
        // also there for a name without a property: the map has defaults
        return Objects.requireNonNull(namedConfig.get(modelName));
    }

    private static <B extends RerankScoringModel.Builder<B>>
            Function<SyntheticCreationalContext<RerankScoringModel>, RerankScoringModel> built(
                    ConfiguredModel model, ConfiguredModel.Provider<B> provider, String modelName) {
        return context -> model.build(provider, new ModelBeans(context, modelName));
    }
}
