package io.github.rerank4j.quarkus.deployment;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.github.rerank4j.generic.GenericScoringModel;
import io.github.rerank4j.quarkus.RerankRecorder;
import io.github.rerank4j.service.RerankScoringModel;
import io.github.rerank4j.siliconflow.SiliconFlowScoringModel;
import io.github.rerank4j.tencent.TencentScoringModel;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Whether what runs in an application does anything that a native image has to be told of. */
class NativeImageTest {

    private static final Set<String> LOOK_UPS = Set.of(
            "java.lang.Class.forName",
            "java.lang.ClassLoader.loadClass",
            "java.lang.invoke.MethodHandles$Lookup.findClass",
            "java.lang.invoke.MethodHandles$Lookup.findConstructor",
            "java.lang.invoke.MethodHandles$Lookup.findStatic",
            "java.lang.invoke.MethodHandles$Lookup.findVirtual",
            "java.util.ServiceLoader.load");

    private static final JavaClasses RUNNING = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .withImportOption(location -> !location.contains("/testkit/") && !location.contains("/deployment/"))
            .withImportOption(location -> !location.contains("/rerank4j/local/"))
            .importPackages("io.github.rerank4j");

    @Test
    void every_module_is_looked_at() {
        for (Class<?> one : new Class<?>[] {
            RerankScoringModel.class,
            TencentScoringModel.class,
            SiliconFlowScoringModel.class,
            GenericScoringModel.class,
            RerankRecorder.class
        }) {
            assertThat(RUNNING.contain(one)).as(one.getName()).isTrue();
        }
    }

    @Test
    void nobody_looks_into_classes_or_binds_them_to_json() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .areAssignableTo(ObjectMapper.class)
                .orShould()
                .dependOnClassesThat()
                .resideInAPackage("java.lang.reflect..")
                .check(RUNNING);
    }

    @Test
    void classes_and_methods_are_looked_up_by_name_in_three_places_and_providers_in_one() {
        Set<String> places = RUNNING.stream()
                .flatMap(type -> type.getMethodCallsFromSelf().stream())
                .filter(call -> LOOK_UPS.contains(call.getTargetOwner().getName() + "." + call.getName()))
                .map(call -> call.getOriginOwner().getName())
                .collect(Collectors.toSet());

        assertThat(places)
                .containsExactlyInAnyOrder(
                        "io.github.rerank4j.LangChain4jAsync",
                        "io.github.rerank4j.concurrent.Threads",
                        // by a name that the builder of an image can read
                        "io.github.rerank4j.quarkus.LettuceIsMissing",
                        // a native image is told of them
                        "io.github.rerank4j.service.RerankProviders");
    }
}
