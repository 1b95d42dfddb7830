package io.github.rerank4j.local;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClasses;
import io.github.rerank4j.fixtures.PublishedJar;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    private static final JavaClasses JAR = PublishedJar.of(LocalRerankServer.class);

    @Test
    void the_rules_of_every_jar_hold() {
        PublishedJar.requireHouseRules(JAR);
    }

    @Test
    void of_ours_only_names_texts_and_what_a_provider_says_of_its_stand_in_are_known() {
        classes()
                .should()
                .onlyDependOnClassesThat(
                        DescribedPredicate.describe(
                                "are of the JDK, Jackson, JSpecify, api's names and texts, core's spi or this jar",
                                type -> type.getBaseComponentType().isPrimitive()
                                        || PublishedJar.has(JAR, type)
                                        || type.getBaseComponentType()
                                                .getPackageName()
                                                .matches(
                                                        "(javax?|com\\.fasterxml\\.jackson|org\\.jspecify|io\\.github\\.rerank4j\\.(spi|settings|text))(\\..*)?")))
                .check(JAR);
    }
}
