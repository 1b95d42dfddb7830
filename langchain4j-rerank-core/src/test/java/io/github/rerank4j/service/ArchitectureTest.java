package io.github.rerank4j.service;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.conditions.ArchPredicates.are;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import io.github.rerank4j.AsyncReranker;
import io.github.rerank4j.LangChain4jAsync;
import io.github.rerank4j.RerankParameters;
import io.github.rerank4j.internal.http.Exchange;
import io.github.rerank4j.spi.Json;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import okhttp3.Call;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    private static final String INTERNAL = "io.github.rerank4j.internal..";

    private static final String INTERNALS = "io.github.rerank4j.internal";
    private static final String METADATA =
            "META-INF/native-image/io.github.rerank4j/langchain4j-rerank-core/reachability-metadata.json";

    /** What a native image can only do with names that it was told. */
    private static final Set<String> LOOK_UPS = Set.of(
            "java.lang.Class.forName",
            "java.lang.ClassLoader.loadClass",
            "java.lang.invoke.MethodHandles$Lookup.findClass",
            "java.lang.invoke.MethodHandles$Lookup.findConstructor",
            "java.lang.invoke.MethodHandles$Lookup.findStatic",
            "java.lang.invoke.MethodHandles$Lookup.findVirtual");

    private static final JavaClasses CORE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.github.rerank4j");

    /** Names of services, in lower case; short ones that are also parts of words are left out. */
    private static final List<String> PROVIDERS = List.of(
            "tencent",
            "lkeap",
            "siliconflow",
            "cohere",
            "voyage",
            "dashscope",
            "aliyun",
            "mixedbread",
            "pinecone",
            "qianfan",
            "zhipu",
            "bigmodel",
            "deepinfra",
            "openrouter",
            "xinference",
            "jinaai",
            "nvidia",
            "localai");

    @Test
    void there_is_something_to_look_at() {
        assertThat(CORE.contain(RerankScoringModel.class)).isTrue();
        assertThat(CORE.contain(ArchitectureTest.class)).isFalse();
    }

    @Test
    void core_depends_on_no_module_that_depends_on_it() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.github.rerank4j.tencent..",
                        "io.github.rerank4j.siliconflow..",
                        "io.github.rerank4j.generic..",
                        "io.github.rerank4j.testkit..")
                .check(CORE);
    }

    @Test
    void core_knows_no_providers_name() throws IOException {
        for (JavaClass type : CORE) {
            String constants = constants(type).toLowerCase(Locale.ROOT);

            assertThat(PROVIDERS.stream().filter(constants::contains))
                    .as("providers named in %s", type.getName())
                    .isEmpty();
        }
    }

    @Test
    void the_spi_and_the_public_api_are_all_a_user_sees() {
        classes()
                .that()
                .resideInAnyPackage("io.github.rerank4j", "io.github.rerank4j.spi")
                .and()
                .arePublic()
                .should(exposeNothingInternal())
                .check(CORE);
    }

    @Test
    void only_the_exchange_and_its_watch_of_connecting_see_calls_of_okhttp() {
        noClasses()
                .that(are(not(belongToAnyOf(Exchange.class))))
                .and()
                .doNotHaveSimpleName("ConnectWatch")
                .should()
                .dependOnClassesThat()
                .areAssignableTo(Call.class)
                .check(CORE);
    }

    @Test
    void outside_of_internal_okhttp_is_no_more_than_a_users_client() {
        noClasses()
                .that()
                .resideOutsideOfPackage(INTERNAL)
                .should()
                .dependOnClassesThat(resideInAPackage("okhttp3..").and(not(belongToAnyOf(okhttp3.OkHttpClient.class))))
                .check(CORE);
    }

    @Test
    void types_that_older_langchain4j_lacks_stay_where_it_never_looks() {
        noClasses()
                .that(are(not(belongToAnyOf(RerankParameters.class, AsyncReranker.class))))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "dev.langchain4j.model.scoring.request..", "dev.langchain4j.model.scoring.response..")
                .check(CORE);
    }

    @Test
    void nobody_uses_what_langchain4j_keeps_to_itself() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.langchain4j.internal..")
                .check(CORE);
    }

    @Test
    void nobody_binds_classes_to_json_or_looks_into_them() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .areAssignableTo(ObjectMapper.class)
                .orShould()
                .dependOnClassesThat()
                .resideInAPackage("java.lang.reflect..")
                .check(CORE);
    }

    @Test
    void classes_and_methods_are_looked_up_by_name_in_two_places() {
        Set<String> places = CORE.stream()
                .flatMap(type -> type.getMethodCallsFromSelf().stream())
                .filter(call -> LOOK_UPS.contains(call.getTargetOwner().getName() + "." + call.getName()))
                .map(call -> call.getOriginOwner().getName())
                .collect(Collectors.toSet());

        assertThat(places).containsExactlyInAnyOrder(LangChain4jAsync.class.getName(), INTERNALS + ".Threads");
    }

    @Test
    void a_native_image_is_told_what_they_look_up_and_nothing_else() throws IOException {
        JsonNode looked;
        try (InputStream metadata = resource(METADATA)) {
            looked = Json.read(metadata.readAllBytes()).path("reflection");
        }

        assertThat(looked).hasSize(5);
        for (JsonNode one : looked) {
            JavaClass place = CORE.get(one.at("/condition/typeReached").textValue());
            assertThat(constants(place)).contains(soughtBy(one));
        }
    }

    /** A method if there is one, else a class. */
    private static String soughtBy(JsonNode metadata) {
        JsonNode method = metadata.at("/methods/0/name");
        return (method.isTextual() ? method : metadata.path("type")).textValue();
    }

    @Test
    void nobody_sleeps() {
        noClasses()
                .should()
                .callMethodWhere(com.tngtech.archunit.core.domain.JavaCall.Predicates.target(
                                com.tngtech.archunit.core.domain.properties.HasName.Predicates.name("sleep"))
                        .and(com.tngtech.archunit.core.domain.JavaCall.Predicates.target(
                                com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner(
                                        com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo(
                                                Thread.class)))))
                .check(CORE);
    }

    @Test
    void every_package_says_what_may_be_null() {
        Set<String> unmarked = Stream.of(
                        RerankScoringModel.class, LangChain4jAsync.class, io.github.rerank4j.spi.RerankWire.class)
                .map(Class::getPackage)
                .filter(known -> !known.isAnnotationPresent(NullMarked.class))
                .map(Package::getName)
                .collect(Collectors.toSet());

        assertThat(unmarked).isEmpty();
        assertThat(CORE.stream().map(JavaClass::getPackageName).distinct())
                .containsExactlyInAnyOrder(
                        "io.github.rerank4j", "io.github.rerank4j.spi", "io.github.rerank4j.internal");
    }

    private static ArchCondition<JavaClass> exposeNothingInternal() {
        return new ArchCondition<>("expose no internal type") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                type.getAllRawSuperclasses().forEach(above -> report(type, above, events));
                type.getAllRawInterfaces().forEach(above -> report(type, above, events));
                type.getMembers().stream()
                        .filter(ArchitectureTest::isExposed)
                        .forEach(member -> typesOf(member).forEach(used -> report(type, used, events)));
            }

            private static void report(JavaClass type, JavaClass used, ConditionEvents events) {
                if (used.getPackageName().equals("io.github.rerank4j.internal")) {
                    events.add(SimpleConditionEvent.violated(type, type.getName() + " exposes " + used.getName()));
                }
            }
        };
    }

    private static boolean isExposed(JavaMember member) {
        return member.getModifiers().contains(JavaModifier.PUBLIC);
    }

    private static Stream<JavaClass> typesOf(JavaMember member) {
        if (member instanceof JavaField field) {
            return field.getType().getAllInvolvedRawTypes().stream();
        }
        JavaCodeUnit code = (JavaCodeUnit) member;
        return Stream.of(
                        code.getReturnType().getAllInvolvedRawTypes().stream(),
                        code.getParameterTypes().stream().flatMap(type -> type.getAllInvolvedRawTypes().stream()),
                        code.getExceptionTypes().stream())
                .flatMap(types -> types);
    }

    private static String constants(JavaClass type) throws IOException {
        try (InputStream bytes = resource(type.getName().replace('.', '/') + ".class")) {
            return new String(bytes.readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }

    private static InputStream resource(String name) {
        return Objects.requireNonNull(RerankScoringModel.class.getClassLoader().getResourceAsStream(name));
    }
}
