package io.github.rerank4j.examples.spring;

import io.github.rerank4j.examples.knowledge.Environment;
import io.github.rerank4j.examples.knowledge.ParentProcess;
import io.github.rerank4j.examples.web.ChosenReranker;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.PropertyResolver;
import org.springframework.core.env.PropertySource;

/** An application with a desk, on a page of its own. */
public final class DeskApplication {

    private static final Logger LOG = LoggerFactory.getLogger(DeskApplication.class);

    private DeskApplication() {}

    /**
     * Starts it with the reranker that the environment chooses.
     *
     * @param application has a bean of the type {@link io.github.rerank4j.examples.web.Desk}
     * @param args those of Spring Boot, such as {@code --server.port=0}
     */
    public static ConfigurableApplicationContext start(Class<?> application, Environment environment, String... args) {
        ParentProcess.follow();
        ChosenReranker reranker = ChosenReranker.of(environment);
        try {
            SpringApplication start = new SpringApplication(application);
            start.setDefaultProperties(reranker.settings("langchain4j.rerank."));
            start.addInitializers(context -> register((GenericApplicationContext) context, reranker));
            ConfigurableApplicationContext context = start.run(args);
            LOG.info("Ask at http://127.0.0.1:{}/", context.getEnvironment().getProperty("local.server.port"));
            return context;
        } catch (RuntimeException failure) {
            reranker.close();
            throw failure;
        }
    }

    private static void register(GenericApplicationContext context, ChosenReranker reranker) {
        context.registerBean(ChosenReranker.class, () -> reranker);
        context.registerBean(DeskController.class);
        Double least = reranker.leastScore();
        if (least != null) {
            context.getEnvironment().getPropertySources().addLast(threshold(context.getEnvironment(), least));
        }
    }

    /** {@code desk.threshold} is where the application's threshold has its settings. */
    private static PropertySource<?> threshold(PropertyResolver settings, double least) {
        String prefix = settings.getRequiredProperty("desk.threshold");
        return new MapPropertySource(
                "desk.threshold", Map.of(prefix + ".min-score", least, prefix + ".raw-threshold", true));
    }
}
