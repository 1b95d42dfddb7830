package io.github.rerank4j.tencent;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import okhttp3.HttpUrl;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    private static final JavaClasses MODULE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.github.rerank4j.tencent");

    @Test
    void the_module_knows_the_core_and_no_other_module() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.github.rerank4j.siliconflow..",
                        "io.github.rerank4j.generic..",
                        "io.github.rerank4j.local..",
                        "io.github.rerank4j.testkit..")
                .check(MODULE);
    }

    @Test
    void requests_go_through_the_core() {
        noClasses()
                .should()
                .dependOnClassesThat(resideInAPackage("okhttp3..")
                        .and(DescribedPredicate.not(belongToAnyOf(HttpUrl.class, HttpUrl.Builder.class))))
                .check(MODULE);
    }

    @Test
    void types_that_older_langchain4j_lacks_stay_in_the_asynchronous_model() {
        noClasses()
                .that()
                .doNotHaveSimpleName("AsyncTencentScoringModel")
                .should()
                .dependOnClassesThat(resideInAnyPackage(
                        "dev.langchain4j.model.scoring.request..", "dev.langchain4j.model.scoring.response.."))
                .check(MODULE);
    }

    @Test
    void nobody_binds_classes_to_json_and_nobody_uses_what_langchain4j_keeps_to_itself() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .areAssignableTo(ObjectMapper.class)
                .orShould()
                .dependOnClassesThat()
                .resideInAPackage("dev.langchain4j.internal..")
                .check(MODULE);
    }

    @Test
    void only_what_a_user_types_is_public() {
        classes()
                .that()
                .arePublic()
                .should()
                .haveNameMatching(".*\\.Tencent[A-Za-z]+(\\$Builder)?")
                .check(MODULE);
    }
}
