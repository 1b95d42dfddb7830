package io.github.rerank4j.siliconflow;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.domain.JavaClasses;
import io.github.rerank4j.fixtures.PublishedJar;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    private static final JavaClasses JAR = PublishedJar.of(SiliconFlowScoringModel.class);

    @Test
    void the_rules_of_every_provider_hold() {
        PublishedJar.requireProviderRules(JAR);
    }

    @Test
    void only_what_a_user_types_is_public() {
        classes()
                .that()
                .arePublic()
                .should()
                .haveNameMatching(".*\\.SiliconFlow[A-Za-z]+(\\$Builder)?")
                .check(JAR);
    }
}
