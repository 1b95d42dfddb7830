package io.github.rerank4j.testkit;

import com.tngtech.archunit.core.domain.JavaClasses;
import io.github.rerank4j.fixtures.PublishedJar;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    private static final JavaClasses JAR = PublishedJar.of(RerankerContract.class);

    @Test
    void the_rules_of_every_jar_hold() {
        PublishedJar.requireHouseRules(JAR);
    }

    @Test
    void the_test_kit_knows_no_provider() {
        PublishedJar.requireKnowsOnly(
                JAR, "io.github.rerank4j.service", "io.github.rerank4j.spi", "io.github.rerank4j.local");
    }
}
