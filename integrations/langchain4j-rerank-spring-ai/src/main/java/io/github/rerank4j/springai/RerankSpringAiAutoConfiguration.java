package io.github.rerank4j.springai;

import dev.langchain4j.model.scoring.ScoringModel;
import io.github.rerank4j.spi.SettingNames;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import org.springframework.ai.rag.postretrieval.document.DocumentPostProcessor;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
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

/**
 * A {@link RerankDocumentPostProcessor} over the application's {@link ScoringModel}, with the settings under
 * {@code langchain4j.rerank.spring-ai}, unless the application has a {@link DocumentPostProcessor} of its own. Where
 * there is a Micrometer registry, {@code rerank.kept.order} counts how often documents kept their order.
 */
@AutoConfiguration(afterName = "io.github.rerank4j.spring.RerankAutoConfiguration")
@ConditionalOnClass(
        name = {
            "org.springframework.ai.rag.postretrieval.document.DocumentPostProcessor",
            "io.github.rerank4j.spring.RerankAutoConfiguration"
        })
@ConditionalOnProperty(prefix = RerankSpringAiProperties.PREFIX, name = "enabled", matchIfMissing = true)
@Conditional(RerankSpringAiAutoConfiguration.Wanted.class)
@EnableConfigurationProperties(RerankSpringAiProperties.class)
public class RerankSpringAiAutoConfiguration {

    private static final SettingNames NAMES = SettingNames.under(
            RerankSpringAiProperties.PREFIX, List.of("topN", "minScore", "rawThreshold", "onFailure"));

    /** For Spring. */
    public RerankSpringAiAutoConfiguration() {}

    @Bean
    @ConditionalOnMissingBean(DocumentPostProcessor.class)
    RerankDocumentPostProcessor rerankDocumentPostProcessor(
            RerankSpringAiProperties properties, ListableBeanFactory beans, ObjectProvider<Meters> meters) {
        RerankDocumentPostProcessor reranker = reranker(properties, ModelChoice.among(beans, properties.model()));
        meters.ifAvailable(found -> found.count(reranker));
        return reranker;
    }

    private static RerankDocumentPostProcessor reranker(RerankSpringAiProperties properties, ScoringModel model) {
        RerankDocumentPostProcessor.Builder builder = RerankDocumentPostProcessor.builder()
                .scoringModel(model)
                .rawThreshold(properties.rawThreshold())
                .onFailure(properties.onFailure());
        if (properties.topN() != null) {
            builder.topN(properties.topN());
        }
        if (properties.minScore() != null) {
            builder.minScore(properties.minScore());
        }
        try {
            return builder.build();
        } catch (IllegalArgumentException objection) {
            throw new WrongConfigurationException(NAMES.in(String.valueOf(objection.getMessage())));
        }
    }

    /** Counts what a post-processor tells. */
    @FunctionalInterface
    interface Meters {
        void count(RerankDocumentPostProcessor reranker);
    }

    /** Loaded only where Micrometer is. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(name = "io.micrometer.core.instrument.MeterRegistry")
    static class MicrometerConfiguration {

        @Bean
        KeptOrderMeter rerankKeptOrderMeter(ObjectProvider<MeterRegistry> registries) {
            return new KeptOrderMeter(registries);
        }
    }

    /** There is a model, or one is asked for by name, whose absence then has to be told. */
    static final class Wanted extends AnyNestedCondition {

        Wanted() {
            super(ConfigurationPhase.REGISTER_BEAN);
        }

        @ConditionalOnBean(ScoringModel.class)
        static final class ModelThere {}

        @ConditionalOnProperty(prefix = RerankSpringAiProperties.PREFIX, name = "model")
        static final class ModelNamed {}
    }
}
