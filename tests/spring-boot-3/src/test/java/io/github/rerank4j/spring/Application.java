package io.github.rerank4j.spring;

import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

/** An application with nothing but what is found on the class path, and configurations of a test. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
class Application {

    static ConfigurableApplicationContext with(Class<?> configuration, String... properties) {
        return start(WebApplicationType.NONE, List.of(configuration), properties);
    }

    static ConfigurableApplicationContext with(String... properties) {
        return start(WebApplicationType.NONE, List.of(), properties);
    }

    static ConfigurableApplicationContext onTheWeb(String... properties) {
        List<String> all = new ArrayList<>(List.of(properties));
        all.add("server.port=0");
        all.add("management.endpoint.health.show-details=always");
        all.add("management.endpoints.web.exposure.include=health,metrics");
        return start(WebApplicationType.SERVLET, List.of(), all.toArray(String[]::new));
    }

    /** Why an application does not start: the message of ours. */
    static String refusal(Class<?> configuration, String... properties) {
        Throwable failure = catchThrowable(() -> with(configuration, properties).close());
        while (failure != null && !(failure instanceof RerankConfigurationException)) {
            failure = failure.getCause();
        }
        return failure == null ? "it started, or failed otherwise" : String.valueOf(failure.getMessage());
    }

    static String refusal(String... properties) {
        return refusal(Application.class, properties);
    }

    private static ConfigurableApplicationContext start(
            WebApplicationType type, List<Class<?>> configurations, String... properties) {
        List<Class<?>> sources = new ArrayList<>(configurations);
        sources.add(Application.class);
        List<String> arguments = new ArrayList<>();
        arguments.add("--spring.main.banner-mode=off");
        arguments.add("--logging.level.root=warn");
        for (String property : properties) {
            arguments.add("--" + property);
        }
        return new SpringApplicationBuilder(sources.toArray(Class<?>[]::new))
                .web(type)
                .registerShutdownHook(false)
                .run(arguments.toArray(String[]::new));
    }
}
