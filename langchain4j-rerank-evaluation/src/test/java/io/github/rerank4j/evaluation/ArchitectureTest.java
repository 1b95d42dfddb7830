package io.github.rerank4j.evaluation;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClasses;
import io.github.rerank4j.fixtures.PublishedJar;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    private static final JavaClasses JAR = PublishedJar.of(RerankEvaluation.class);

    @Test
    void the_rules_of_every_jar_hold() {
        PublishedJar.requireHouseRules(JAR);
    }

    @Test
    void of_ours_only_the_api_is_known() {
        PublishedJar.requireKnowsOnly(JAR);
    }

    @Test
    void nothing_is_needed_but_langchain4j_and_the_jackson_it_brings() {
        classes()
                .should()
                .onlyDependOnClassesThat(DescribedPredicate.describe(
                        "are of the JDK, LangChain4j, Jackson, JSpecify, the api or this jar",
                        type -> type.getBaseComponentType().isPrimitive()
                                || type.getBaseComponentType()
                                        .getPackageName()
                                        .matches("(java|dev\\.langchain4j|com\\.fasterxml\\.jackson|org\\.jspecify"
                                                + "|io\\.github\\.rerank4j)(\\..*)?")))
                .check(JAR);
    }

    @Test
    void no_type_of_langchain4j_1_20_is_named() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "dev.langchain4j.model.scoring.request..", "dev.langchain4j.model.scoring.response..")
                .check(JAR);
    }

    @Test
    void what_is_shown_is_made_without_knowing_what_is_evaluated() {
        noClasses()
                .that()
                .resideInAPackage("io.github.rerank4j.internal.evaluation..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.github.rerank4j.evaluation..")
                .check(JAR);
    }
}
