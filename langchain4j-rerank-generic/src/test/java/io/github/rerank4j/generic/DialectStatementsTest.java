package io.github.rerank4j.generic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.langchain4j.data.message.ContentType;
import io.github.rerank4j.ScoreScale;
import io.github.rerank4j.settings.SettingException;
import io.github.rerank4j.spi.ErrorKind;
import io.github.rerank4j.spi.ModelTraits;
import java.lang.reflect.Array;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.assertj.core.api.AbstractThrowableAssert;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What statements of a dialect are refused, and in which words. */
class DialectStatementsTest {

    /** Null means none, or takes out what there is. */
    private static final Set<String> NULLABLE = Set.of("baseUrl", "bodyField 1", "instruction", "responseModel");

    private static final Map<String, Object> VALUES = Map.of(
            "String", "/x",
            "TextForm", TextForm.STRING,
            "ErrorKind", ErrorKind.SERVER,
            "ContentType", ContentType.TEXT,
            "ModelTraits", ModelTraits.pointwise(ScoreScale.LOGIT),
            "ScoreScale", ScoreScale.LOGIT,
            "Object", "value");

    @ParameterizedTest
    @MethodSource("parameters")
    void null_is_refused_by_the_name_of_the_statement_unless_it_means_something(Method statement, int parameter) {
        @Nullable
        Object[] arguments = Arrays.stream(statement.getParameterTypes())
                .map(DialectStatementsTest::anyOf)
                .toArray();
        arguments[parameter] = null;

        assertRefused(statement, arguments, isNullable(statement, parameter));
    }

    @ParameterizedTest
    @MethodSource("lists")
    void a_null_in_a_list_is_refused_too(Method statement, int parameter) {
        Object[] arguments = Arrays.stream(statement.getParameterTypes())
                .map(DialectStatementsTest::anyOf)
                .toArray();
        Array.set(arguments[parameter], 0, null);

        assertRefused(statement, arguments, false);
    }

    @Test
    void no_position_and_no_model_have_statements_of_their_own() {
        refused(dialect -> dialect.index(nothing())).hasMessage("index is null; give a name, or state positional()");
        refused(dialect -> dialect.model(nothing())).hasMessage("model is null; give a place, or state noModel()");
        refused(dialect -> dialect.name(nothing())).hasMessage("name is null; give one");
    }

    @Test
    void a_place_in_a_request_is_a_json_pointer() {
        refused(dialect -> dialect.query("payload/asks", TextForm.STRING))
                .hasMessage("query has \"payload/asks\"; give it a JSON pointer such as /name");
        refused(dialect -> dialect.documents("", TextForm.STRING)).hasMessageStartingWith("documents has \"\"; ");
        refused(dialect -> dialect.model("model")).hasMessageStartingWith("model has \"model\"; ");
        refused(dialect -> dialect.optionalModel("model")).hasMessageStartingWith("optionalModel has ");
        refused(dialect -> dialect.instruction("how")).hasMessageStartingWith("instruction has ");
        refused(dialect -> dialect.bodyField("lang", "de")).hasMessageStartingWith("bodyField has ");
        refused(dialect -> dialect.mixed("/q", TextForm.STRING, "d")).hasMessageStartingWith("mixed has \"d\"; ");
    }

    @Test
    void a_place_in_a_reply_is_a_json_pointer_or_can_be_the_name_of_a_header() {
        String remedy = "; give it a JSON pointer such as /name, or a header's name";

        refused(dialect -> dialect.usage("meta/tokens")).hasMessage("usage has \"meta/tokens\"" + remedy);
        refused(dialect -> dialect.success("is ok", "yes")).hasMessage("success has \"is ok\"" + remedy);
        refused(dialect -> dialect.requestId("/id", "{id}")).hasMessageStartingWith("requestId has \"{id}\"");
        refused(dialect -> dialect.responseModel("a/b")).hasMessageStartingWith("responseModel has ");
        refused(dialect -> dialect.errorMessages("a/b")).hasMessageStartingWith("errorMessages has ");
        refused(dialect -> dialect.errorCodes("a/b")).hasMessageStartingWith("errorCodes has ");
    }

    @Test
    void results_are_in_the_body() {
        refused(dialect -> dialect.results("result/hits"))
                .hasMessage("results has \"result/hits\"; give it a JSON pointer such as /name");
        refused(dialect -> dialect.results("hits")).hasMessageStartingWith("results has \"hits\"");
        refused(RerankDialectBuilder::results).hasMessageStartingWith("results has \"no place\"; ");
    }

    @Test
    void a_start_that_everything_has_is_refused() {
        refused(dialect -> dialect.errorKind("", ErrorKind.SERVER))
                .hasMessage("errorKind has \"\"; give it a start that is not blank");
        refused(dialect -> dialect.errorWords(" ", ErrorKind.SERVER)).hasMessageStartingWith("errorWords has \"\"");
        refused(dialect -> dialect.forModels("", ModelTraits.pointwise(ScoreScale.LOGIT)))
                .hasMessageStartingWith("forModels has \"\"");
    }

    @ParameterizedTest
    @CsvSource({"/query, /query", "/query/text, /query", "/model/names, /model"})
    void two_values_in_one_place_are_both_named(String documents, String other) {
        refused(dialect -> dialect.documents(documents, TextForm.STRING))
                .hasMessageStartingWith("two values of the request are in one place, ")
                .hasMessageContaining(documents)
                .hasMessageContaining(other)
                .hasMessageEndingWith("; move one of them");
    }

    @Test
    void values_beside_each_other_in_one_object_are_in_two_places() {
        assertThat(RerankDialect.builder()
                        .name("acme")
                        .query("/in/query", TextForm.STRING)
                        .documents("/in/queries", TextForm.STRING)
                        .mixed("/in/query", TextForm.OBJECT, "/in/queries")
                        .build()
                        .name())
                .isEqualTo("acme");
    }

    @ParameterizedTest
    @ValueSource(strings = {"v2/{modle}/order", "v2/{model}/{Model}", "v2/{", "{{model}}"})
    void a_path_has_no_placeholder_but_the_model(String path) {
        refused(dialect -> dialect.path(path)).hasMessage("the path has a brace; {model} is the only placeholder");
    }

    private static void assertRefused(Method statement, @Nullable Object[] arguments, boolean allowed) {
        try {
            statement.invoke(RerankDialect.builder(), arguments);
            assertThat(allowed).as(statement.getName()).isTrue();
        } catch (InvocationTargetException refused) {
            assertThat(refused.getCause())
                    .isInstanceOf(SettingException.class)
                    .hasMessageStartingWith(statement.getName() + " is null; ");
            assertThat(allowed).as(statement.getName()).isFalse();
        } catch (IllegalAccessException impossible) {
            throw new AssertionError(impossible);
        }
    }

    static List<Arguments> parameters() {
        List<Arguments> all = new ArrayList<>();
        for (Method method : RerankDialectBuilder.class.getMethods()) {
            for (int i = 0; i < method.getParameterCount(); i++) {
                if (isStatement(method) && !method.getParameterTypes()[i].isPrimitive()) {
                    all.add(Arguments.of(method, i));
                }
            }
        }
        return all;
    }

    static List<Arguments> lists() {
        return parameters().stream()
                .filter(each -> ((Method) each.get()[0]).getParameterTypes()[(int) each.get()[1]].isArray())
                .toList();
    }

    private static boolean isStatement(Method method) {
        return RerankDialectBuilder.class.isAssignableFrom(method.getReturnType())
                && !method.isBridge()
                && !Modifier.isStatic(method.getModifiers());
    }

    private static boolean isNullable(Method statement, int parameter) {
        return NULLABLE.contains(statement.getName()) || NULLABLE.contains(statement.getName() + " " + parameter);
    }

    private static Object anyOf(Class<?> type) {
        if (type.isArray()) {
            Object one = Array.newInstance(type.getComponentType(), 1);
            Array.set(one, 0, anyOf(type.getComponentType()));
            return one;
        }
        return Objects.requireNonNull(VALUES.get(type.getSimpleName()), type.getName());
    }

    @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"}) // what a caller without null checks passes
    private static <T> T nothing() {
        return null;
    }

    private static AbstractThrowableAssert<?, ? extends Throwable> refused(Consumer<RerankDialectBuilder> statement) {
        RerankDialectBuilder dialect = RerankDialect.builder().name("acme");
        return assertThatThrownBy(() -> {
                    statement.accept(dialect);
                    dialect.build();
                })
                .isInstanceOf(IllegalArgumentException.class);
    }
}
