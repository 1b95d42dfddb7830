package io.github.rerank4j.spring;

import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.rerank4j.spring.shared.RerankConfigurationException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.core.io.DefaultResourceLoader;

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

    /** Without what is found on the class path. */
    static ConfigurableApplicationContext without(Class<?> application, String... properties) {
        return new SpringApplicationBuilder(application)
                .web(WebApplicationType.NONE)
                .registerShutdownHook(false)
                .run(arguments(properties));
    }

    /** With environment variables, which spell names in their own way. */
    static ConfigurableApplicationContext in(Map<String, Object> variables, String... properties) {
        StandardEnvironment environment = new StandardEnvironment();
        environment
                .getPropertySources()
                .replace("systemEnvironment", new SystemEnvironmentPropertySource("systemEnvironment", variables));
        return builder(List.of()).environment(environment).run(arguments(properties));
    }

    static ConfigurableApplicationContext onTheWeb(String... properties) {
        List<String> all = new ArrayList<>(List.of(properties));
        all.add("server.port=0");
        all.add("management.endpoint.health.show-details=always");
        all.add("management.endpoints.web.exposure.include=health,metrics,env,configprops");
        return start(WebApplicationType.SERVLET, List.of(), all.toArray(String[]::new));
    }

    /** With what another class loader has on its class path. */
    static ConfigurableApplicationContext in(ClassLoader loader, String... properties) {
        return builder(List.of())
                .resourceLoader(new DefaultResourceLoader(loader))
                .run(arguments(properties));
    }

    static String refusal(ClassLoader loader, String... properties) {
        return told(catchThrowable(() -> in(loader, properties).close()));
    }

    /** Why an application does not start: the message of ours. */
    static String refusal(Class<?> configuration, String... properties) {
        return told(catchThrowable(() -> with(configuration, properties).close()));
    }

    /** The same with environment variables. */
    static String refusal(Map<String, Object> variables, String... properties) {
        return told(catchThrowable(() -> in(variables, properties).close()));
    }

    private static String told(Throwable thrown) {
        Throwable failure = thrown;
        while (failure != null && !(failure instanceof RerankConfigurationException)) {
            failure = failure.getCause();
        }
        return failure == null ? "it started, or failed otherwise" : String.valueOf(failure.getMessage());
    }

    static String refusal(String... properties) {
        return refusal(Application.class, properties);
    }

    /** What is bound where nothing is set but this; without an application. */
    static BoundProperties bound(Map<String, Object> properties) {
        StandardEnvironment environment = new StandardEnvironment();
        environment.getPropertySources().addFirst(new MapPropertySource("test", properties));
        return new BoundProperties(environment, providers());
    }

    /** Those of the class path. */
    static Providers providers() {
        return new Providers(Application.class.getClassLoader());
    }

    private static ConfigurableApplicationContext start(
            WebApplicationType type, List<Class<?>> configurations, String... properties) {
        return builder(configurations).web(type).run(arguments(properties));
    }

    private static SpringApplicationBuilder builder(List<Class<?>> configurations) {
        List<Class<?>> sources = new ArrayList<>(configurations);
        sources.add(Application.class);
        return new SpringApplicationBuilder(sources.toArray(Class<?>[]::new))
                .web(WebApplicationType.NONE)
                .registerShutdownHook(false);
    }

    private static String[] arguments(String... properties) {
        List<String> arguments = new ArrayList<>();
        arguments.add("--spring.main.banner-mode=off");
        arguments.add("--logging.level.root=warn");
        for (String property : properties) {
            arguments.add("--" + property);
        }
        return arguments.toArray(String[]::new);
    }
}
