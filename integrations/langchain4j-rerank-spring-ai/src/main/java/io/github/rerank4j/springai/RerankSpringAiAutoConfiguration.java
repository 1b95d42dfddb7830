package io.github.rerank4j.springai;

import dev.langchain4j.model.scoring.ScoringModel;
import io.github.rerank4j.RerankListener;
import io.github.rerank4j.settings.SettingNames;
import io.github.rerank4j.spring.shared.MemberThresholds;
import io.github.rerank4j.spring.shared.ModelChoice;
import io.github.rerank4j.spring.shared.RerankConfigurationException;
import io.github.rerank4j.spring.shared.SelectionMeters;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.AnyNestedCondition;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.env.Environment;

/**
 * A {@link RerankDocumentPostProcessor} over the application's {@link ScoringModel}, with the settings under
 * {@code langchain4j.rerank.spring-ai}, unless the application has one of its own. The application's
 * {@code RerankListener}s are notified of what it has selected. Where there is a Micrometer
 * registry, {@code rerank.kept.order} counts how often documents kept their order, and {@code rerank.selection} what a
 * threshold kept and dropped; a bean that is lazy or no singleton is left out. One line in the log says which model
 * reranks, or why none does.
 */
@AutoConfiguration(afterName = "io.github.rerank4j.spring.RerankAutoConfiguration")
@ConditionalOnClass(
        name = {
            "org.springframework.ai.rag.postretrieval.document.DocumentPostProcessor",
            "io.github.rerank4j.spring.RerankAutoConfiguration"
        })
@ConditionalOnProperty(prefix = RerankSpringAiProperties.PREFIX, name = "enabled", matchIfMissing = true)
@EnableConfigurationProperties(RerankSpringAiProperties.class)
public class RerankSpringAiAutoConfiguration {

    /** The bean that reranks. */
    static final String POST_PROCESSOR = "rerankDocumentPostProcessor";

    private static final SettingNames NAMES = SettingNames.under(
            RerankSpringAiProperties.PREFIX, List.of("topN", "minScore", "rawThreshold", "onFailure"));

    private static final ModelChoice MODEL = new ModelChoice(
            RerankSpringAiProperties.PREFIX,
            "there is no ScoringModel bean",
            names -> "there are several ScoringModel beans, " + names + ", and none of them is primary; set "
                    + NAMES.property("model") + " to the one that reranks for Spring AI");

    /** For Spring. */
    public RerankSpringAiAutoConfiguration() {}

    @Bean(POST_PROCESSOR)
    @Lazy(false)
    @Conditional(Wanted.class)
    @ConditionalOnMissingBean
    RerankDocumentPostProcessor rerankDocumentPostProcessor(
            RerankSpringAiProperties properties,
            ListableBeanFactory beans,
            ObjectProvider<RerankListener> listeners,
            ObjectProvider<RerankDocumentPostProcessorCustomizer> customizers) {
        ScoringModel model = MODEL.among(beans, properties.model());
        new MemberThresholds(beans).require(model, properties.minScore(), NAMES.property("minScore"));
        RerankDocumentPostProcessor.Builder builder =
                builder(properties, model).listeners(listeners.orderedStream().toList());
        customizers.orderedStream().forEach(customizer -> customizer.customize(builder));
        try {
            return builder.build();
        } catch (IllegalArgumentException objection) {
            throw RerankConfigurationException.of(NAMES, objection);
        }
    }

    @Bean
    @Lazy(false)
    PostProcessorAnnouncement rerankPostProcessorAnnouncement(
            ConfigurableListableBeanFactory beans, Environment environment) {
        return new PostProcessorAnnouncement(beans, environment);
    }

    private static RerankDocumentPostProcessor.Builder builder(
            RerankSpringAiProperties properties, ScoringModel model) {
        RerankDocumentPostProcessor.Builder builder = RerankDocumentPostProcessor.builder()
                .scoringModel(model)
                .rawThreshold(properties.rawThreshold())
                .onFailure(properties.onFailure());
        if (properties.topN() != null) {
            builder.topN(properties.topN());
        }
        if (properties.minScore() != null) {
            builder.minScore(properties.minScore()).minScoreName(NAMES.property("minScore"));
        }
        return builder;
    }

    /** Loaded only where Micrometer is. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(name = "io.micrometer.core.instrument.MeterRegistry")
    static class MicrometerConfiguration {

        @Bean
        SelectionMeters<RerankDocumentPostProcessor> rerankPostProcessorMeters(
                ConfigurableListableBeanFactory beans, ObjectProvider<MeterRegistry> registries) {
            return new SelectionMeters<>(
                    beans,
                    registries,
                    new SelectionMeters.Numbers<>(
                            RerankDocumentPostProcessor.class,
                            RerankDocumentPostProcessor::keptOrder,
                            RerankDocumentPostProcessor::keptByThreshold,
                            RerankDocumentPostProcessor::droppedByThreshold));
        }
    }

    /** There is a model, or one is asked for, whose absence then has to be reported. */
    static final class Wanted extends AnyNestedCondition {

        Wanted() {
            super(ConfigurationPhase.REGISTER_BEAN);
        }

        @ConditionalOnBean(ScoringModel.class)
        static final class ModelThere {}

        @ConditionalOnProperty(prefix = RerankSpringAiProperties.PREFIX, name = "model")
        static final class ModelNamed {}

        @ConditionalOnProperty(prefix = RerankSpringAiProperties.PREFIX, name = "enabled")
        static final class SwitchedOn {}
    }
}
