package io.github.rerank4j.spring;

import dev.langchain4j.model.scoring.ScoringModel;
import dev.langchain4j.rag.DefaultRetrievalAugmentor;
import dev.langchain4j.rag.RetrievalAugmentor;
import dev.langchain4j.rag.content.aggregator.ContentAggregator;
import dev.langchain4j.rag.content.retriever.ContentRetriever;
import io.github.rerank4j.RerankContentAggregator;
import io.github.rerank4j.RerankListener;
import io.github.rerank4j.settings.Setting;
import io.github.rerank4j.settings.SettingNames;
import io.github.rerank4j.spring.shared.MemberThresholds;
import io.github.rerank4j.spring.shared.ModelChoice;
import io.github.rerank4j.spring.shared.RerankConfigurationException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
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

    /** The bean that reranks what is found. */
    static final String AGGREGATOR = "rerankContentAggregator";

    /** The bean around it. */
    static final String AUGMENTOR = "rerankingRetrievalAugmentor";

    private static final String PREFIX = RerankProperties.AGGREGATOR;

    private static final SettingNames NAMES = SettingNames.under(
            PREFIX,
            RerankContentAggregator.settings().stream().map(Setting::name).toList());

    private static final ModelChoice MODEL = new ModelChoice(
            PREFIX,
            "no reranker is configured",
            names -> PREFIX + ".enabled is true, but none of the ScoringModel beans " + names + " is primary; set "
                    + PREFIX + ".model to the one that reranks");

    private static final Logger LOG = LoggerFactory.getLogger(RerankAggregatorAutoConfiguration.class);

    /** For Spring. */
    public RerankAggregatorAutoConfiguration() {}

    @Bean(AGGREGATOR)
    @Lazy(false)
    @ConditionalOnMissingBean(ContentAggregator.class)
    RerankContentAggregator rerankContentAggregator(
            RerankProperties all, ListableBeanFactory beans, ObjectProvider<RerankListener> listeners) {
        AggregatorProperties properties = all.aggregator();
        ScoringModel model = MODEL.among(beans, properties.getModel());
        new MemberThresholds(beans).require(model, properties.getMinScore(), NAMES.property("minScore"));
        warnWithoutAugmentor(beans);
        try {
            return RerankContentAggregator.builder()
                    .scoringModel(model)
                    .names(NAMES)
                    .maxResults(properties.getMaxResults())
                    .minScore(properties.getMinScore())
                    .rawThreshold(properties.isRawThreshold())
                    .onFailure(properties.getOnFailure())
                    .listeners(listeners.orderedStream().toList())
                    .build();
        } catch (IllegalArgumentException objection) {
            throw RerankConfigurationException.of(NAMES, objection);
        }
    }

    @Bean(AUGMENTOR)
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
                    "None of the ContentRetriever beans {} is primary, so there is no RetrievalAugmentor and no AI service"
                            + " reranks; make one @Primary, or give the RerankContentAggregator to an augmentor of your own",
                    retrievers);
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
