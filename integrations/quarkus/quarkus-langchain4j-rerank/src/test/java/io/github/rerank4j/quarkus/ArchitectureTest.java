package io.github.rerank4j.quarkus;

import com.tngtech.archunit.core.domain.JavaClasses;
import io.github.rerank4j.fixtures.PublishedJar;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    private static final JavaClasses JAR = PublishedJar.of(RerankRecorder.class);

    @Test
    void the_rules_of_every_jar_hold() {
        PublishedJar.requireHouseRules(JAR);
    }

    @Test
    void no_provider_is_named() {
        PublishedJar.requireNoProvider(JAR);
    }
}
