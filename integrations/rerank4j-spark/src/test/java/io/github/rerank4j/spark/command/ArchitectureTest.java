package io.github.rerank4j.spark.command;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import io.github.rerank4j.fixtures.PublishedJar;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    private static final JavaClasses COMMAND = PublishedJar.of(Main.class);

    @Test
    void the_rules_of_every_jar_hold() {
        PublishedJar.requireHouseRules(COMMAND);
    }

    @Test
    void nothing_but_its_beginning_is_public() {
        classes()
                .that()
                .areTopLevelClasses()
                .and()
                .doNotHaveFullyQualifiedName(Main.class.getName())
                .and()
                .haveSimpleNameNotEndingWith("package-info")
                .should()
                .notHaveModifier(JavaModifier.PUBLIC)
                .check(COMMAND);
    }

    @Test
    void no_class_of_a_provider_is_named() {
        PublishedJar.requireNoProvider(COMMAND);
    }

    @Test
    void the_class_that_begins_can_be_loaded_without_spark() {
        noClasses()
                .that()
                .haveFullyQualifiedName(Main.class.getName())
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apache..", "scala..")
                .check(COMMAND);
    }
}
