package io.github.rerank4j.examples.spring;

import io.github.rerank4j.examples.knowledge.Environment;
import io.github.rerank4j.examples.knowledge.ParentProcess;
import io.github.rerank4j.examples.web.ChosenReranker;
import io.github.rerank4j.examples.web.Members;
import io.github.rerank4j.examples.web.StandInMember;
import io.github.rerank4j.resilience.FallbackScoringModel;
import java.util.HashMap;
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

    /** The profile whose file makes a chain of stand-ins, where the environment names no real service. */
    private static final String STAND_INS = "stand-ins";

    private static final String INSTANCES = "langchain4j.rerank.instances.";

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
            start.setDefaultProperties(settings(reranker));
            if (!reranker.standIns().isEmpty()) {
                start.setAdditionalProfiles(STAND_INS);
            }
            start.addInitializers(context -> register((GenericApplicationContext) context, reranker));
            ConfigurableApplicationContext context = start.run(args);
            LOG.info("Ask at http://127.0.0.1:{}/", context.getEnvironment().getProperty("local.server.port"));
            return context;
        } catch (RuntimeException failure) {
            reranker.close();
            throw failure;
        }
    }

    private static Map<String, Object> settings(ChosenReranker reranker) {
        if (reranker.standIns().isEmpty()) {
            return reranker.settings("langchain4j.rerank.");
        }
        Map<String, Object> settings = new HashMap<>();
        for (StandInMember member : reranker.standIns()) {
            member.settings().forEach((name, text) -> settings.put(INSTANCES + member.name() + "." + name, text));
            settings.put(
                    INSTANCES + "best." + member.threshold().getKey(),
                    member.threshold().getValue());
        }
        return settings;
    }

    private static void register(GenericApplicationContext context, ChosenReranker reranker) {
        context.registerBean(ChosenReranker.class, () -> reranker);
        context.registerBean(
                Members.class, () -> Members.of(reranker, () -> context.getBean(FallbackScoringModel.class)));
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
