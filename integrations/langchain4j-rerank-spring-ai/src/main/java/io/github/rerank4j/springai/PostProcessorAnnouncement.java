package io.github.rerank4j.springai;

import io.github.rerank4j.ScoreThreshold;
import java.util.List;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

/**
 * One line in the log when the application has started: which model reranks for Spring AI, or what would have one rerank.
 * No post-processor is made to be told.
 */
final class PostProcessorAnnouncement implements SmartInitializingSingleton {

    private static final Logger LOG = LoggerFactory.getLogger(PostProcessorAnnouncement.class);

    private final ConfigurableListableBeanFactory beans;

    PostProcessorAnnouncement(ConfigurableListableBeanFactory beans) {
        this.beans = beans;
    }

    @Override
    public void afterSingletonsInstantiated() {
        List<String> names = List.of(beans.getBeanNamesForType(RerankDocumentPostProcessor.class, true, false));
        LOG.info(
                "{}",
                names.isEmpty()
                        ? "Nothing reranks for Spring AI, because there is no ScoringModel bean; "
                                + ModelChoice.HOW_TO_HAVE_ONE
                        : names.stream().map(this::told).collect(Collectors.joining("; ")));
    }

    private String told(String name) {
        return beans.containsSingleton(name)
                ? name + " reranks for Spring AI with "
                        + ScoreThreshold.named(beans.getBean(name, RerankDocumentPostProcessor.class)
                                .model())
                : name + " reranks for Spring AI when it is asked for";
    }
}
