package io.github.rerank4j.service;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.conditions.ArchPredicates.are;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import io.github.rerank4j.fixtures.PublishedJar;
import io.github.rerank4j.internal.http.Exchange;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import okhttp3.Call;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    private static final String INTERNALS = "io.github.rerank4j.internal";
    private static final JavaClasses CORE = PublishedJar.of(RerankScoringModel.class);

    private static final String API = "io.github.rerank4j";
    private static final String SPI = API + ".spi";

    /** Which room of the core may know which other one; all may know the API. */
    private static final Map<String, Set<String>> ROOMS = Map.of(
            SPI,
            Set.of(),
            INTERNALS + ".call",
            Set.of(),
            INTERNALS + ".packing",
            Set.of(SPI),
            INTERNALS + ".pacing",
            Set.of(SPI),
            INTERNALS + ".redaction",
            Set.of(SPI),
            INTERNALS + ".http",
            Set.of(SPI),
            INTERNALS + ".attempt",
            Set.of(
                    SPI,
                    INTERNALS + ".call",
                    INTERNALS + ".http",
                    INTERNALS + ".packing",
                    INTERNALS + ".pacing",
                    INTERNALS + ".redaction"));

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
    void the_rules_of_every_jar_hold() {
        PublishedJar.requireHouseRules(CORE);
    }

    @Test
    void rooms_know_only_those_below() {
        ROOMS.forEach((room, below) -> noClasses()
                .that()
                .resideInAPackage(room)
                .should()
                .dependOnClassesThat(DescribedPredicate.describe(
                        "are above " + room,
                        type -> isOurs(type)
                                && !type.getPackageName().equals(room)
                                && !below.contains(type.getPackageName())
                                && !PublishedJar.API.contains(type.getPackageName())))
                .check(CORE));
    }

    @Test
    void the_core_knows_the_api_and_no_other_module() {
        PublishedJar.requireKnowsOnly(CORE);
    }

    private static boolean isOurs(JavaClass type) {
        return (type.getPackageName() + ".").startsWith(API + ".");
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
                .resideInAnyPackage("io.github.rerank4j.service", "io.github.rerank4j.spi")
                .and()
                .arePublic()
                .should(exposeNothingInternal())
                .check(CORE);
    }

    @Test
    void okhttp_is_behind_one_room_but_for_a_users_client() {
        noClasses()
                .that()
                .resideOutsideOfPackage(INTERNALS + ".http")
                .should()
                .dependOnClassesThat(
                        resideInAnyPackage("okhttp3..", "okio..").and(not(belongToAnyOf(OkHttpClient.class))))
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
    void types_that_older_langchain4j_lacks_are_named_nowhere() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "dev.langchain4j.model.scoring.request..", "dev.langchain4j.model.scoring.response..")
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
                if (used.getPackageName().startsWith(INTERNALS)) {
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
