package io.github.rerank4j.spark;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import io.github.rerank4j.fixtures.PublishedJar;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    private static final JavaClasses SPARK = PublishedJar.of(RerankTransform.class);

    @Test
    void the_rules_of_every_jar_hold() {
        PublishedJar.requireHouseRules(SPARK);
    }

    @Test
    void no_class_of_a_provider_is_named() {
        PublishedJar.requireNoProvider(SPARK);
        PublishedJar.requireKnowsOnly(
                SPARK, "io.github.rerank4j.service", "io.github.rerank4j.spi", "io.github.rerank4j.redis");
    }

    @Test
    void one_class_knows_redis() {
        noClasses()
                .that()
                .doNotHaveSimpleName("RedisAccount")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.github.rerank4j.redis..", "io.lettuce..")
                .check(SPARK);
    }

    @Test
    void what_is_in_sparks_place_is_not_touched() {
        PublishedJar.requireNothingOf(SPARK, "com.fasterxml.jackson..", "io.netty..", "okhttp3..", "okio..");
    }
}
