package io.github.rerank4j.examples;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleNameStartingWith;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.github.rerank4j.generic.GenericScoringModel;
import io.github.rerank4j.internal.http.Exchange;
import io.github.rerank4j.service.RerankScoringModel;
import io.github.rerank4j.siliconflow.SiliconFlowScoringModel;
import io.github.rerank4j.tencent.TencentScoringModel;
import okhttp3.Call;
import org.junit.jupiter.api.Test;

/** The arrows between the modules, which only a module that depends on all of them can see together. */
class ArchitectureTest {

    private static final String TENCENT = "io.github.rerank4j.tencent..";
    private static final String SILICONFLOW = "io.github.rerank4j.siliconflow..";
    private static final String GENERIC = "io.github.rerank4j.generic..";
    private static final String LOCAL = "io.github.rerank4j.local..";
    private static final String TESTKIT = "io.github.rerank4j.testkit..";
    private static final String[] PUBLISHED = {
        "io.github.rerank4j", "io.github.rerank4j.spi..", "io.github.rerank4j.internal..", TENCENT, SILICONFLOW, GENERIC
    };

    /** Main classes of every module: the test class path holds their jars or class folders, not their tests. */
    private static final JavaClasses CLASSES = new ClassFileImporter().importPackages("io.github.rerank4j");

    @Test
    void every_module_is_looked_at() {
        for (Class<?> one : new Class<?>[] {
            RerankScoringModel.class,
            TencentScoringModel.class,
            SiliconFlowScoringModel.class,
            GenericScoringModel.class
        }) {
            assertThat(CLASSES.contain(one)).as(one.getName()).isTrue();
        }
    }

    @Test
    void no_provider_knows_another() {
        onlyItself(TENCENT, SILICONFLOW, GENERIC);
        onlyItself(SILICONFLOW, TENCENT, GENERIC);
        onlyItself(GENERIC, TENCENT, SILICONFLOW);
    }

    @Test
    void no_model_depends_on_local_servers_or_the_test_kit() {
        noClasses()
                .that()
                .resideInAnyPackage(PUBLISHED)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(LOCAL, TESTKIT)
                .check(CLASSES);
    }

    @Test
    void local_servers_do_not_know_the_test_kit() {
        noClasses()
                .that()
                .resideInAPackage(LOCAL)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(TESTKIT)
                .check(CLASSES);
    }

    @Test
    void neither_local_servers_nor_the_test_kit_know_a_provider() {
        noClasses()
                .that()
                .resideInAnyPackage(LOCAL, TESTKIT)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(TENCENT, SILICONFLOW, GENERIC)
                .check(CLASSES);
    }

    @Test
    void only_the_exchange_and_its_watch_of_connecting_see_calls_of_okhttp() {
        noClasses()
                .that()
                .resideInAnyPackage(PUBLISHED)
                .and()
                .areNotAssignableTo(Exchange.class)
                .and()
                .haveNameNotMatching(".*\\.(Exchange\\$.*|ConnectWatch)")
                .should()
                .dependOnClassesThat()
                .areAssignableTo(Call.class)
                .check(CLASSES);
    }

    @Test
    void asynchronous_types_of_langchain4j_stay_out_of_what_older_versions_load() {
        noClasses()
                .that()
                .resideInAnyPackage(PUBLISHED)
                .and()
                .haveSimpleNameNotStartingWith("Async")
                .and()
                .haveNameNotMatching("io\\.github\\.rerank4j\\.RerankParameters(\\$.*)?")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "dev.langchain4j.model.scoring.request..", "dev.langchain4j.model.scoring.response..")
                .check(CLASSES);
    }

    @Test
    void models_can_be_subclassed_and_proxied() {
        classes()
                .that()
                .areAssignableTo(RerankScoringModel.class)
                .and()
                .resideInAnyPackage(PUBLISHED)
                .should()
                .notHaveModifier(JavaModifier.FINAL)
                .check(CLASSES);
        methods()
                .that()
                .areDeclaredInClassesThat()
                .areAssignableTo(RerankScoringModel.class)
                .and()
                .arePublic()
                .should()
                .notBeFinal()
                .check(CLASSES);
    }

    @Test
    void the_asynchronous_models_are_package_private() {
        classes()
                .that(simpleNameStartingWith("Async"))
                .and()
                .areAssignableTo(RerankScoringModel.class)
                .should()
                .bePackagePrivate()
                .check(CLASSES);
    }

    @Test
    void nothing_published_uses_an_object_mapper_reflection_or_langchain4js_internals() {
        noClasses()
                .that()
                .resideInAnyPackage(PUBLISHED)
                .should()
                .dependOnClassesThat()
                .areAssignableTo(ObjectMapper.class)
                .orShould()
                .dependOnClassesThat()
                .resideInAnyPackage("java.lang.reflect..", "dev.langchain4j.internal..")
                .check(CLASSES);
    }

    private static void onlyItself(String provider, String... others) {
        noClasses()
                .that()
                .resideInAPackage(provider)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(others)
                .check(CLASSES);
    }
}
