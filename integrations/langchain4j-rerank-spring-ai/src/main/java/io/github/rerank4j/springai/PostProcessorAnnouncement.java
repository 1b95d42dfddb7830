package io.github.rerank4j.springai;

import io.github.rerank4j.ScoreThreshold;
import io.github.rerank4j.spring.shared.ModelHint;
import io.github.rerank4j.spring.shared.StartedBeans;
import io.github.rerank4j.spring.shared.WithoutEffect;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.env.Environment;

/**
 * One line in the log when the application has started: which model reranks for Spring AI, or what would have one rerank;
 * and one more where a post-processor of the application's own leaves our settings without effect.
 * No post-processor is made to be reported.
 */
final class PostProcessorAnnouncement implements SmartInitializingSingleton {

    private static final Logger LOG = LoggerFactory.getLogger(PostProcessorAnnouncement.class);
    private static final String NONE = "Nothing reranks for Spring AI, because there is no ScoringModel bean; ";

    private final ConfigurableListableBeanFactory beans;
    private final Environment environment;
    private final StartedBeans<RerankDocumentPostProcessor> started;

    PostProcessorAnnouncement(ConfigurableListableBeanFactory beans, Environment environment) {
        this.beans = beans;
        this.environment = environment;
        this.started = new StartedBeans<>(beans, RerankDocumentPostProcessor.class);
    }

    @Override
    public void afterSingletonsInstantiated() {
        List<String> postProcessors = started.described(
                (name, reranker) -> name + " reranks for Spring AI with " + ScoreThreshold.named(reranker.model()),
                name -> name + " reranks for Spring AI when it is asked for");
        LOG.info("{}", postProcessors.isEmpty() ? NONE + ModelHint.of(beans) : String.join("; ", postProcessors));
        overruled().ifPresent(LOG::warn);
    }

    private Optional<String> overruled() {
        List<String> names = List.of(beans.getBeanNamesForType(RerankDocumentPostProcessor.class, true, false));
        // not "enabled": it also switches on the meters of a post-processor of the application's own
        return names.isEmpty() || names.contains(RerankSpringAiAutoConfiguration.POST_PROCESSOR)
                ? Optional.empty()
                : WithoutEffect.of(
                        RerankSpringAiProperties.PREFIX,
                        Stream.of("model", "top-n", "min-score", "raw-threshold", "on-failure"),
                        environment,
                        RerankDocumentPostProcessor.class,
                        names);
    }
}
