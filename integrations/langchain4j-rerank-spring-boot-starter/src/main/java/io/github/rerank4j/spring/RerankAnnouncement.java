package io.github.rerank4j.spring;

import dev.langchain4j.model.scoring.ScoringModel;
import io.github.rerank4j.ScoreThreshold;
import io.github.rerank4j.spring.shared.StartedBeans;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.env.Environment;

/**
 * One line in the log when the application has started: which rerankers there are, or that there is none, what would
 * configure one, and which properties look as if they should have. One more for each of our settings that a bean of the
 * application's leaves without effect. No model is made to be reported.
 */
final class RerankAnnouncement implements SmartInitializingSingleton {

    private static final Logger LOG = LoggerFactory.getLogger(RerankAnnouncement.class);
    private static final String NONE = "No reranker is configured; ";

    private final StartedBeans<ScoringModel> started;
    private final Environment environment;
    private final Providers providers;
    private final Overruled overruled;

    RerankAnnouncement(
            ConfigurableListableBeanFactory beans, Environment environment, Providers providers, RerankModels models) {
        this.started = new StartedBeans<>(beans, ScoringModel.class);
        this.environment = environment;
        this.providers = providers;
        this.overruled = new Overruled(beans, environment, models);
    }

    @Override
    public void afterSingletonsInstantiated() {
        List<String> models = started.described(
                (name, model) -> name + " (" + ScoreThreshold.named(model) + ")",
                name -> name + " (made when it is asked for)");
        String all = models.isEmpty() ? NONE + providers.hint() : "Rerankers: " + String.join(", ", models);
        LOG.info("{}{}", all, notRead(MisplacedProperties.in(environment, providers)));
        overruled.settings().forEach(LOG::warn);
        overruled.idleAggregator().ifPresent(LOG::info);
    }

    private static String notRead(List<String> misplaced) {
        return misplaced.isEmpty()
                ? ""
                : ". Nobody reads the properties " + String.join(", ", misplaced) + "; rerankers are configured under "
                        + RerankProperties.PREFIX;
    }
}
