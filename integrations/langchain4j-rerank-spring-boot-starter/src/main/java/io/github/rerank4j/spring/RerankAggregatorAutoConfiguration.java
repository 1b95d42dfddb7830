package io.github.rerank4j.spring;

import dev.langchain4j.model.scoring.ScoringModel;
import dev.langchain4j.rag.DefaultRetrievalAugmentor;
import dev.langchain4j.rag.RetrievalAugmentor;
import dev.langchain4j.rag.content.aggregator.ContentAggregator;
import dev.langchain4j.rag.content.retriever.ContentRetriever;
import io.github.rerank4j.RerankContentAggregator;
import io.github.rerank4j.ScoreThreshold;
import io.github.rerank4j.spring.shared.ModelChoice;
import io.github.rerank4j.spring.shared.RerankConfigurationException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.AllNestedConditions;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Lazy;

/**
 * With {@code langchain4j.rerank.aggregator.enabled=true}: a {@link RerankContentAggregator}, and a
 * {@link RetrievalAugmentor} that has the application's only {@link ContentRetriever} and reranks what it finds, so that
 * an {@code @AiService} does. Each of them only if the application has none of its own.
 */
@AutoConfiguration(
        after = RerankAutoConfiguration.class,
        afterName = {"dev.langchain4j.rag.spring.RagAutoConfig", "dev.langchain4j.spring.LangChain4jAutoConfig"})
@ConditionalOnProperty(prefix = RerankProperties.AGGREGATOR, name = "enabled", havingValue = "true")
public class RerankAggregatorAutoConfiguration {

    private static final String PREFIX = RerankProperties.AGGREGATOR;

    private static final ModelChoice MODEL = new ModelChoice(
            PREFIX,
            "no reranker is configured",
            names -> "there are the ScoringModel beans " + names + "; say with " + PREFIX
                    + ".model which of them reranks");

    private static final Logger LOG = LoggerFactory.getLogger(RerankAggregatorAutoConfiguration.class);

    /** For Spring. */
    public RerankAggregatorAutoConfiguration() {}

    @Bean
    @Lazy(false)
    @ConditionalOnMissingBean(ContentAggregator.class)
    RerankContentAggregator rerankContentAggregator(RerankProperties all, ListableBeanFactory beans) {
        AggregatorProperties properties = all.aggregator();
        ScoringModel model = MODEL.among(beans, properties.getModel());
        warnWithoutAugmentor(beans);
        return RerankContentAggregator.builder()
                .scoringModel(model)
                .maxResults(maxResults(properties.getMaxResults()))
                .minScore(minScore(properties, model))
                .minScoreName(PREFIX + ".min-score")
                .rawThreshold(properties.isRawThreshold())
                .onFailure(properties.getOnFailure())
                .build();
    }

    @Bean
    @Conditional(OneOfEach.class)
    @ConditionalOnMissingBean(RetrievalAugmentor.class)
    RetrievalAugmentor rerankingRetrievalAugmentor(ContentRetriever retriever, ContentAggregator aggregator) {
        return DefaultRetrievalAugmentor.builder()
                .contentRetriever(retriever)
                .contentAggregator(aggregator)
                .build();
    }

    private static void warnWithoutAugmentor(ListableBeanFactory beans) {
        List<String> retrievers = List.of(beans.getBeanNamesForType(ContentRetriever.class));
        if (retrievers.size() > 1 && beans.getBeanNamesForType(RetrievalAugmentor.class).length == 0) {
            LOG.warn(
                    "There are the ContentRetriever beans {} and none is primary, so there is no RetrievalAugmentor, and no"
                            + " AI service reranks: give the RerankContentAggregator to an augmentor of your own",
                    retrievers);
        }
    }

    private static @Nullable Integer maxResults(@Nullable Integer maxResults) {
        if (maxResults != null && maxResults < 1) {
            throw new RerankConfigurationException(
                    PREFIX + ".max-results is " + maxResults + ", but must be at least 1");
        }
        return maxResults;
    }

    private static @Nullable Double minScore(AggregatorProperties properties, ScoringModel model) {
        Double minScore = properties.getMinScore();
        if (minScore == null) {
            return null;
        }
        try {
            ScoreThreshold.check(
                    model,
                    minScore,
                    PREFIX + ".min-score",
                    PREFIX + ".raw-threshold=true",
                    properties.isRawThreshold());
            return minScore;
        } catch (IllegalArgumentException objection) {
            throw new RerankConfigurationException(String.valueOf(objection.getMessage()));
        }
    }

    /** The one retriever and the one aggregator that an augmentor needs, or the primary ones. */
    static final class OneOfEach extends AllNestedConditions {

        OneOfEach() {
            super(ConfigurationPhase.REGISTER_BEAN);
        }

        @ConditionalOnSingleCandidate(ContentRetriever.class)
        static final class Retriever {}

        @ConditionalOnSingleCandidate(ContentAggregator.class)
        static final class Aggregator {}
    }
}
