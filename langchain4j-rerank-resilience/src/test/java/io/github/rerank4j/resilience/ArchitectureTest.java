package io.github.rerank4j.resilience;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import io.github.rerank4j.fixtures.PublishedJar;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    private static final JavaClasses JAR = PublishedJar.of(FallbackScoringModel.class);

    @Test
    void the_rules_of_every_jar_hold() {
        PublishedJar.requireHouseRules(JAR);
    }

    @Test
    void of_ours_only_the_api_is_known() {
        PublishedJar.requireKnowsOnly(JAR);
    }

    @Test
    void types_of_langchain4j_1_20_stay_out_of_what_older_ones_load() {
        noClasses()
                .that()
                .haveSimpleNameNotStartingWith("Async")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "dev.langchain4j.model.scoring.request..", "dev.langchain4j.model.scoring.response..")
                .check(JAR);
    }

    @Test
    void only_what_a_user_types_is_public() {
        classes()
                .that()
                .arePublic()
                .should()
                .haveNameMatching(
                        ".*\\.(FallbackScoringModel(\\$(Member)?Builder)?|CachingScoringModel(\\$Builder)?"
                                + "|RerankFailures|FallbackListener|FallbackContext|HedgeContext|MemberStatus|ScoreStore|ScoreKey)")
                .check(JAR);
    }
}
