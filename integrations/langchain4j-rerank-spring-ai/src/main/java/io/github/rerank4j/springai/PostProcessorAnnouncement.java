package io.github.rerank4j.springai;

import io.github.rerank4j.ScoreThreshold;
import io.github.rerank4j.spring.shared.ModelHint;
import io.github.rerank4j.spring.shared.StartedBeans;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

/**
 * One line in the log when the application has started: which model reranks for Spring AI, or what would have one rerank.
 * No post-processor is made to be reported.
 */
final class PostProcessorAnnouncement implements SmartInitializingSingleton {

    private static final Logger LOG = LoggerFactory.getLogger(PostProcessorAnnouncement.class);
    private static final String NONE = "Nothing reranks for Spring AI, because there is no ScoringModel bean; ";

    private final ConfigurableListableBeanFactory beans;
    private final StartedBeans<RerankDocumentPostProcessor> started;

    PostProcessorAnnouncement(ConfigurableListableBeanFactory beans) {
        this.beans = beans;
        this.started = new StartedBeans<>(beans, RerankDocumentPostProcessor.class);
    }

    @Override
    public void afterSingletonsInstantiated() {
        List<String> postProcessors = started.described(
                (name, reranker) -> name + " reranks for Spring AI with " + ScoreThreshold.named(reranker.model()),
                name -> name + " reranks for Spring AI when it is asked for");
        LOG.info("{}", postProcessors.isEmpty() ? NONE + ModelHint.of(beans) : String.join("; ", postProcessors));
    }
}
