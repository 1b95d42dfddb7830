package io.github.rerank4j;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.lang.conditions.ArchPredicates.are;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import io.github.rerank4j.concurrent.Threads;
import io.github.rerank4j.fixtures.PublishedJar;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    private static final String METADATA =
            "META-INF/native-image/io.github.rerank4j/langchain4j-rerank-api/reachability-metadata.json";

    /** What a native image can only do with names that it was told. */
    private static final Set<String> LOOK_UPS = Set.of(
            "java.lang.Class.forName",
            "java.lang.ClassLoader.loadClass",
            "java.lang.invoke.MethodHandles$Lookup.findClass",
            "java.lang.invoke.MethodHandles$Lookup.findConstructor",
            "java.lang.invoke.MethodHandles$Lookup.findStatic",
            "java.lang.invoke.MethodHandles$Lookup.findVirtual");

    private static final Pattern PLACE = Pattern.compile("\"typeReached\": \"([^\"]+)\"");
    private static final Pattern SOUGHT = Pattern.compile("\"(?:type|name)\": \"([^\"]+)\"");

    private static final JavaClasses JAR = PublishedJar.of(Reranker.class);

    @Test
    void the_rules_of_every_jar_hold() {
        PublishedJar.requireHouseRules(JAR);
    }

    @Test
    void nothing_is_needed_but_langchain4j_and_what_it_logs_with() {
        classes()
                .should()
                .onlyDependOnClassesThat(DescribedPredicate.describe(
                        "are of the JDK, LangChain4j, SLF4J, JSpecify or this jar",
                        type -> type.getBaseComponentType().isPrimitive()
                                || PublishedJar.has(JAR, type)
                                || type.getBaseComponentType()
                                        .getPackageName()
                                        .matches("(java|dev\\.langchain4j|org\\.slf4j|org\\.jspecify)(\\..*)?")))
                .check(JAR);
    }

    @Test
    void timers_threads_and_futures_know_nothing_of_ours() {
        noClasses()
                .that()
                .resideInAPackage("io.github.rerank4j.concurrent")
                .should()
                .dependOnClassesThat(DescribedPredicate.describe(
                        "are of another package of ours",
                        type -> type.getPackageName().startsWith("io.github.rerank4j")
                                && !type.getPackageName().equals("io.github.rerank4j.concurrent")))
                .check(JAR);
    }

    @Test
    void types_that_older_langchain4j_lacks_stay_where_it_never_looks() {
        noClasses()
                .that(are(DescribedPredicate.not(
                        belongToAnyOf(RerankParameters.class, AsyncReranker.class, AsyncAdaptedReranker.class))))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "dev.langchain4j.model.scoring.request..", "dev.langchain4j.model.scoring.response..")
                .check(JAR);
    }

    @Test
    void classes_and_methods_are_looked_up_by_name_in_two_places() {
        Set<String> places = JAR.stream()
                .flatMap(type -> type.getMethodCallsFromSelf().stream())
                .filter(call -> LOOK_UPS.contains(call.getTargetOwner().getName() + "." + call.getName()))
                .map(call -> call.getOriginOwner().getName())
                .collect(Collectors.toSet());

        assertThat(places).containsExactlyInAnyOrder(LangChain4jAsync.class.getName(), Threads.class.getName());
    }

    @Test
    void a_native_image_is_told_what_they_look_up_and_nothing_else() throws IOException {
        List<String> entries =
                List.of(text(METADATA).split("\"condition\"")).stream().skip(1).toList();

        assertThat(entries).hasSize(5);
        for (String entry : entries) {
            JavaClass place = JAR.get(first(PLACE, entry));
            // a method if there is one, else a class
            String sought = SOUGHT.matcher(entry)
                    .results()
                    .map(result -> result.group(1))
                    .reduce((type, method) -> entry.contains("methods") ? method : type)
                    .orElseThrow();
            assertThat(text(place.getName().replace('.', '/') + ".class")).contains(sought);
        }
    }

    private static String first(Pattern pattern, String entry) {
        return pattern.matcher(entry)
                .results()
                .map((MatchResult result) -> result.group(1))
                .findFirst()
                .orElseThrow();
    }

    private static String text(String resource) throws IOException {
        try (InputStream bytes =
                Objects.requireNonNull(Reranker.class.getClassLoader().getResourceAsStream(resource), resource)) {
            return new String(bytes.readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }
}
