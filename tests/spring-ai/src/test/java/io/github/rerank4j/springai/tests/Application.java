package io.github.rerank4j.springai.tests;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** An application that has nothing but what is configured by itself. */
@SpringBootConfiguration
@EnableAutoConfiguration
class Application {

    /** Such an application and more, with properties of the form {@code name=value}. */
    static ConfigurableApplicationContext start(Class<?> more, String... properties) {
        return new SpringApplicationBuilder(Application.class, more)
                .web(WebApplicationType.NONE)
                .properties("spring.main.banner-mode=off")
                .properties(properties)
                .run();
    }

    /** Such an application, with properties of the form {@code name=value}. */
    static ConfigurableApplicationContext start(String... properties) {
        return start(Application.class, properties);
    }
}
