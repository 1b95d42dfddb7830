package io.github.rerank4j.spring;

import dev.langchain4j.model.scoring.ScoringModel;
import io.github.rerank4j.ScoreThreshold;
import java.util.List;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.env.Environment;

/**
 * One line in the log when the application has started: which rerankers there are, or that there is none, what would
 * configure one, and which properties look as if they should have. No model is made to be told.
 */
final class RerankAnnouncement implements SmartInitializingSingleton {

    private static final Logger LOG = LoggerFactory.getLogger(RerankAnnouncement.class);
    private static final String NONE = "No reranker is configured; " + RerankProperties.HOW_TO_HAVE_ONE;

    private final ConfigurableListableBeanFactory beans;
    private final Environment environment;
    private final Providers providers;

    RerankAnnouncement(ConfigurableListableBeanFactory beans, Environment environment, Providers providers) {
        this.beans = beans;
        this.environment = environment;
        this.providers = providers;
    }

    @Override
    public void afterSingletonsInstantiated() {
        List<String> models = List.of(beans.getBeanNamesForType(ScoringModel.class, true, false));
        String all = models.isEmpty()
                ? NONE
                : models.stream().map(this::told).collect(Collectors.joining(", ", "Rerankers: ", ""));
        LOG.info("{}{}", all, notRead(MisplacedProperties.in(environment, providers)));
    }

    private String told(String name) {
        return beans.containsSingleton(name)
                ? name + " (" + ScoreThreshold.named(beans.getBean(name, ScoringModel.class)) + ")"
                : name + " (made when it is asked for)";
    }

    private static String notRead(List<String> misplaced) {
        return misplaced.isEmpty()
                ? ""
                : ". Not read: " + String.join(", ", misplaced) + "; rerankers are configured under "
                        + RerankProperties.PREFIX;
    }
}
