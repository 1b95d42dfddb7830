package io.github.rerank4j.spring;

import dev.langchain4j.model.scoring.ScoringModel;
import org.springframework.aot.AotDetector;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

/**
 * An application that is processed ahead of time, then run as a process of its own: prints the scores of its rerankers.
 * Without LangChain4j's own starter, whose scanner of AI services brings the reading of annotations back at run time,
 * with which no application starts that was processed ahead of time.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration(excludeName = "dev.langchain4j.spring.LangChain4jAutoConfig")
class AheadOfTimeApplication {

    AheadOfTimeApplication() {}

    public static void main(String[] arguments) {
        try (ConfigurableApplicationContext context = SpringApplication.run(AheadOfTimeApplication.class, arguments)) {
            System.out.println("ahead of time: " + AotDetector.useGeneratedArtifacts());
            context.getBeansOfType(ScoringModel.class)
                    .forEach((name, model) -> System.out.println(name + ": " + LocalProviders.scores(model)));
            context.getBeanProvider(ScoringModel.class).ifUnique(model -> System.out.println("primary: " + model));
        }
    }
}
