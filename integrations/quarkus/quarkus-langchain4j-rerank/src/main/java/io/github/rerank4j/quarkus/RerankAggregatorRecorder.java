package io.github.rerank4j.quarkus;

import dev.langchain4j.model.scoring.ScoringModel;
import dev.langchain4j.rag.DefaultRetrievalAugmentor;
import dev.langchain4j.rag.RetrievalAugmentor;
import dev.langchain4j.rag.content.aggregator.ContentAggregator;
import dev.langchain4j.rag.content.retriever.ContentRetriever;
import io.github.rerank4j.OnFailure;
import io.github.rerank4j.RerankContentAggregator;
import io.github.rerank4j.RerankListener;
import io.github.rerank4j.settings.Setting;
import io.github.rerank4j.settings.SettingNames;
import io.quarkiverse.langchain4j.ModelName;
import io.quarkiverse.langchain4j.runtime.NamedConfigUtil;
import io.quarkus.arc.Arc;
import io.quarkus.arc.SyntheticCreationalContext;
import io.quarkus.runtime.RuntimeValue;
import io.quarkus.runtime.annotations.Recorder;
import io.smallrye.config.ConfigValidationException;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.CreationException;
import jakarta.enterprise.inject.Default;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.util.TypeLiteral;
import java.lang.annotation.Annotation;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Makes the aggregator that reranks, and an augmentor around it, when an application starts. */
@Recorder
public class RerankAggregatorRecorder {

    private static final SettingNames NAMES = SettingNames.under(
            RerankAggregatorConfig.PREFIX,
            RerankContentAggregator.settings().stream().map(Setting::name).toList());

    private static final TypeLiteral<Instance<ScoringModel>> MODELS = new TypeLiteral<>() {};

    private final RuntimeValue<RerankAggregatorConfig> config;

    /** For the generated code. */
    public RerankAggregatorRecorder(RuntimeValue<RerankAggregatorConfig> config) {
        this.config = config;
    }

    /** The aggregator over the model that is chosen. */
    public Function<SyntheticCreationalContext<RerankContentAggregator>, RerankContentAggregator> aggregator() {
        RuntimeValue<RerankAggregatorConfig> settings = config;
        return context -> aggregator(settings.getValue(), context.getInjectedReference(MODELS, Any.Literal.INSTANCE));
    }

    /** The augmentor of an application that has one retriever. */
    public Function<SyntheticCreationalContext<RetrievalAugmentor>, RetrievalAugmentor> augmentor() {
        return context -> DefaultRetrievalAugmentor.builder()
                .contentRetriever(context.getInjectedReference(ContentRetriever.class))
                .contentAggregator(context.getInjectedReference(ContentAggregator.class))
                .build();
    }

    /**
     * Has the aggregator built now, so that with a wrong setting startup fails, and not the first question.
     *
     * @throws ConfigValidationException if a setting is wrong, or the model is not there
     */
    public void start() {
        try {
            Arc.container().select(RerankContentAggregator.class).get();
        } catch (CreationException failure) {
            throw Refusal.in(failure);
        }
    }

    /**
     * That nothing is set for an aggregator that there is not.
     *
     * @throws ConfigValidationException if something is
     */
    public void requireNoSettings() {
        if (changed().findAny().isPresent()) {
            throw Refusal.withoutSwitch(RerankAggregatorConfig.PREFIX, "aggregator");
        }
    }

    /** Warns of what is set for the aggregator where one of the application's own is in its place, and nobody injects ours. */
    public void warnOfSettings() {
        String set = changed().map(RerankAggregatorRecorder::setting).collect(Collectors.joining(", "));
        if (!set.isEmpty()) {
            RerankRecorder.LOG.warn("Without effect: " + set + ", because the application's own ContentAggregator bean"
                    + " takes the place of ours; set what is meant there, or remove the properties or the bean");
        }
    }

    /** What differs from its default. */
    private Stream<String> changed() {
        RerankAggregatorConfig settings = config.getValue();
        Map<String, Boolean> all = new LinkedHashMap<>();
        all.put("model", settings.model().isPresent());
        all.put("max-results", settings.maxResults().isPresent());
        all.put("min-score", settings.minScore().isPresent());
        all.put("raw-threshold", settings.rawThreshold());
        all.put("on-failure", settings.onFailure() != OnFailure.FAIL);
        return all.keySet().stream().filter(name -> Boolean.TRUE.equals(all.get(name)));
    }

    private static RerankContentAggregator aggregator(RerankAggregatorConfig config, Instance<ScoringModel> models) {
        RerankContentAggregator.Builder builder = RerankContentAggregator.builder()
                .scoringModel(model(config.model(), models))
                .names(NAMES)
                .rawThreshold(config.rawThreshold())
                .onFailure(config.onFailure())
                .listeners(
                        new ModelBeans(config.model().orElse(NamedConfigUtil.DEFAULT_NAME)).all(RerankListener.class));
        config.maxResults().ifPresent(builder::maxResults);
        config.minScore().ifPresent(builder::minScore);
        try {
            return builder.build();
        } catch (IllegalArgumentException objection) {
            throw Refusal.of(NAMES.in(objection));
        }
    }

    private static ScoringModel model(Optional<String> name, Instance<ScoringModel> models) {
        Annotation qualifier = name.<Annotation>map(ModelName.Literal::of).orElse(Default.Literal.INSTANCE);
        Instance<ScoringModel> chosen = models.select(qualifier);
        if (chosen.isResolvable()) {
            return chosen.get();
        }
        throw wrong(
                name.isPresent()
                        ? "model is " + name.get() + ", but no scoring model has that name; correct it, or set"
                                + " quarkus.langchain4j." + ModelPrefix.spelled(name.get()) + ".scoring-model.provider"
                        : "enabled is true, but no scoring model is without a name; set"
                                + " quarkus.langchain4j.scoring-model.provider, or set " + setting("model")
                                + " to the name of one");
    }

    private static ConfigValidationException wrong(String problem) {
        return Refusal.of(setting(problem));
    }

    private static String setting(String name) {
        return RerankAggregatorConfig.PREFIX + '.' + name;
    }
}
