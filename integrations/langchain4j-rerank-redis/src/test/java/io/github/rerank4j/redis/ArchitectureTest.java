package io.github.rerank4j.redis;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.domain.JavaClasses;
import io.github.rerank4j.fixtures.PublishedJar;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    private static final JavaClasses JAR = PublishedJar.of(RedisRateLimiter.class);

    @Test
    void the_rules_of_every_jar_hold() {
        PublishedJar.requireHouseRules(JAR);
    }

    @Test
    void it_knows_neither_core_nor_providers_nor_http() {
        PublishedJar.requireKnowsOnly(JAR, "io.github.rerank4j.resilience");
        PublishedJar.requireNothingOf(JAR, "okhttp3..", "okio..", "com.fasterxml..");
    }

    @Test
    void only_what_a_user_types_is_public() {
        classes()
                .that()
                .arePublic()
                .should()
                .haveNameMatching(".*\\.(Redis[A-Za-z]+(\\$Builder)?|OnUnavailable)")
                .check(JAR);
    }
}
