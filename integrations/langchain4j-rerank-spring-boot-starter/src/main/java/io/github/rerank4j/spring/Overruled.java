package io.github.rerank4j.spring;

import dev.langchain4j.model.scoring.ScoringModel;
import dev.langchain4j.rag.RetrievalAugmentor;
import dev.langchain4j.rag.content.aggregator.ContentAggregator;
import io.github.rerank4j.spring.shared.ObjectProperties;
import io.github.rerank4j.spring.shared.WithoutEffect;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.beans.factory.BeanFactoryUtils;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.env.Environment;

/** Settings without effect, because a bean of the application's own is in the place of what they are for. */
final class Overruled {

    private final ConfigurableListableBeanFactory beans;
    private final Environment environment;
    private final RerankModels models;

    Overruled(ConfigurableListableBeanFactory beans, Environment environment, RerankModels models) {
        this.beans = beans;
        this.environment = environment;
        this.models = models;
    }

    /** A sentence for each: what is set, whose bean that is, and what to do. After the rerankers have been made. */
    List<String> settings() {
        List<String> own = names(ScoringModel.class);
        own.removeAll(models.namesMade());
        return Stream.concat(own.isEmpty() ? Stream.of() : ofModels(own), ofAggregator())
                .toList();
    }

    private Stream<String> ofModels(List<String> own) {
        Stream<String> providers = models.steppedBack()
                .map(provider -> ChainMembers.makesNone(provider, own) + "; or remove the properties");
        return Stream.concat(
                providers,
                models.unused()
                        .map(group -> group
                                + " has no effect: no reranker made from properties uses it, and the application's"
                                + " own (" + String.join(", ", own) + ") read no properties; set it where these"
                                + " are made, or remove the properties"));
    }

    private Stream<String> ofAggregator() {
        List<String> own = names(ContentAggregator.class);
        if (!models.all().aggregator().isEnabled()
                || own.isEmpty()
                || own.contains(RerankAggregatorAutoConfiguration.AGGREGATOR)) {
            return Stream.of();
        }
        // there may be an augmentor of ours around an aggregator of theirs
        boolean used = names(RetrievalAugmentor.class).contains(RerankAggregatorAutoConfiguration.AUGMENTOR);
        Stream<String> settings = ObjectProperties.names(AggregatorProperties.class)
                .filter(name -> !(used && name.equals(ModelValues.ENABLED)));
        return WithoutEffect.of(RerankProperties.AGGREGATOR, settings, environment, ContentAggregator.class, own)
                .stream();
    }

    /**
     * That no bean has been given our aggregator beside an augmentor of the application's own; empty where one has. Whoever
     * asks for it later, or by a provider, is not known.
     */
    Optional<String> idleAggregator() {
        List<String> augmentors = names(RetrievalAugmentor.class);
        augmentors.removeIf(name -> !beans.containsSingleton(name));
        return augmentors.isEmpty()
                        || !beans.containsSingleton(RerankAggregatorAutoConfiguration.AGGREGATOR)
                        || beans.getDependentBeans(RerankAggregatorAutoConfiguration.AGGREGATOR).length > 0
                ? Optional.empty()
                : Optional.of("No bean has been given " + RerankAggregatorAutoConfiguration.AGGREGATOR
                        + " by now, beside the application's own RetrievalAugmentor (" + String.join(", ", augmentors)
                        + "); if that is to rerank, give it the bean as its contentAggregator");
    }

    private List<String> names(Class<?> type) {
        return new ArrayList<>(List.of(BeanFactoryUtils.beanNamesForTypeIncludingAncestors(beans, type, true, false)));
    }
}
