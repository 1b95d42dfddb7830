package io.github.rerank4j.springai;

import com.tngtech.archunit.core.domain.JavaClasses;
import io.github.rerank4j.fixtures.PublishedJar;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    private static final JavaClasses JAR = PublishedJar.of(RerankDocumentPostProcessor.class);

    @Test
    void the_rules_of_every_jar_hold() {
        PublishedJar.requireHouseRules(JAR);
    }

    @Test
    void of_ours_it_knows_the_api_alone() {
        PublishedJar.requireNothingOf(
                JAR, "io.github.rerank4j.service..", "io.github.rerank4j.spi..", "com.fasterxml..", "okhttp3..");
        PublishedJar.requireNoProvider(JAR);
    }

    @Test
    void there_is_no_circle_of_classes() {
        PublishedJar.requireNoCircleOfClasses(JAR);
    }
}
