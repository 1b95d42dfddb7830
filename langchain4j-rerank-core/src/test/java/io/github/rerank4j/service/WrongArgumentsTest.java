package io.github.rerank4j.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.langchain4j.data.message.Content;
import dev.langchain4j.data.message.TextContent;
import dev.langchain4j.data.segment.TextSegment;
import io.github.rerank4j.RerankListener;
import io.github.rerank4j.RerankParameters;
import io.github.rerank4j.RerankRequest;
import io.github.rerank4j.RerankResponse;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.stream.Stream;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What cannot be meant is refused as an argument, by the name the caller gave it under. */
@SuppressWarnings("NullAway") // what callers do, whatever the signatures say
class WrongArgumentsTest {

    private static final Map<String, BiFunction<PlainService.Builder, Duration, PlainService.Builder>> LIMITS = Map.of(
            "timeout", RerankScoringModel.Builder::timeout,
            "attemptTimeout", RerankScoringModel.Builder::attemptTimeout,
            "connectTimeout", RerankScoringModel.Builder::connectTimeout);

    static Stream<String> limits() {
        return LIMITS.keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("limits")
    void a_limit_of_time_that_is_none_is_named(String name) {
        for (Duration none : List.of(Duration.ZERO, Duration.ofNanos(-1), Duration.ofSeconds(Long.MIN_VALUE))) {
            PlainService.Builder builder = LIMITS.get(name).apply(PlainService.model(), none);

            assertRefused(builder::build, name);
        }
    }

    @ParameterizedTest
    @MethodSource("limits")
    void a_limit_of_time_may_have_any_size(String name) throws Exception {
        try (MockWebServer server = new MockWebServer()) {
            server.start();
            for (Duration limit : List.of(
                    Duration.ofDays(30),
                    Duration.ofDays(365),
                    Duration.ofDays(400_000),
                    Duration.ofSeconds(Long.MAX_VALUE, 999_999_999))) {
                PlainService.Builder builder =
                        PlainService.model().baseUrl(server.url("/").toString());
                if (name.equals("attemptTimeout")) {
                    builder.timeout(limit);
                }
                server.enqueue(new MockResponse.Builder()
                        .body("{\"hits\":[{\"i\":0,\"s\":0.5}]}")
                        .build());

                try (RerankScoringModel model =
                        LIMITS.get(name).apply(builder, limit).build()) {
                    assertThat(model.rerank(request()).scores())
                            .as("%s %s", name, limit)
                            .containsExactly(0.5);
                }
            }
        }
    }

    @Test
    void a_limit_of_time_below_a_millisecond_is_still_a_limit() {
        BuilderSettings settings = new BuilderSettings();
        settings.connectTimeout = Duration.ofNanos(100);

        assertThat(settings.checked(BuilderSettingsTest.SERVICE).client().connectTimeout())
                .isEqualTo(Duration.ofMillis(1));
    }

    @Test
    void a_call_that_has_a_nanosecond_ends_at_once() {
        try (RerankScoringModel model =
                PlainService.model().timeout(Duration.ofNanos(1)).build()) {
            assertThatThrownBy(() -> model.rerank(request()))
                    .isInstanceOf(dev.langchain4j.exception.LangChain4jException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "\t",
                "\u00a0",
                "rank\n1",
                "rank\r1",
                "rank\u001b[31m",
                "a\u2028b",
                "a\u2029b",
                "a\u0085b",
                "a\u202eb",
                "a\u200eb",
                "\ufeffa",
                "a\u0000"
            })
    void a_model_name_that_is_none_is_refused_wherever_it_is_given(String name) {
        assertRefused(() -> RerankRequest.builder().modelName(name), "modelName");
        assertRefused(() -> RerankParameters.builder().modelName(name), "modelName");
        assertRefused(() -> PlainService.model().modelName(name).build(), "modelName");
    }

    @ParameterizedTest
    @ValueSource(strings = {"BAAI/bge-reranker-v2-m3", "rank:1", "a b", "模型", "مدل\u200cمن", "ranker😀"})
    void a_model_name_in_any_script_is_one(String name) {
        assertThatCode(() -> RerankRequest.builder().modelName(name)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://a\nb", "http://host/a\u2028b", "http://host\u202e/", "http://host/a\tb"})
    void an_address_with_a_control_character_is_refused(String url) {
        assertRefused(() -> PlainService.model().baseUrl(url).build(), "baseUrl");
    }

    @Test
    void space_around_an_address_does_not_reach_the_name_of_the_model() {
        try (RerankScoringModel model =
                PlainService.model().baseUrl(" http://127.0.0.1:1/\n").build()) {
            assertThat(model.toString())
                    .contains("baseUrl=http://127.0.0.1:1/]")
                    .doesNotContain("\n");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "http://localhost:1/proxy/sk-live-4711abcdef/v1,    http://localhost:1/proxy/***/v1",
        "http://localhost:1/0a1b2c3d4e5f6a7b8c9d,           http://localhost:1/***",
        "http://a1b2c3d4e5f6a7b8c9d0e1.localhost:1,         http://a1b2c3d4e5f6a7b8c9d0e1.localhost:1",
        "http://a1b2c3d4e5f6a7b8c9d0e1.localhost:1/v1,      http://a1b2c3d4e5f6a7b8c9d0e1.localhost:1/v1"
    })
    void what_may_be_a_key_in_an_address_is_not_in_the_name_of_the_model(String url, String shown) {
        try (RerankScoringModel model = PlainService.model().baseUrl(url).build()) {
            assertThat(model.toString()).contains("baseUrl=" + shown + "]");
        }
    }

    @Test
    void lists_and_texts_that_are_null_are_named() {
        try (RerankScoringModel model = PlainService.model().build()) {
            assertRefused(() -> model.scoreAll(null, "what"), "segments");
            assertRefused(() -> model.scoreAll(Arrays.asList(TextSegment.from("a"), null), "what"), "segment 1");
            assertRefused(() -> model.scoreAll(List.of(TextSegment.from("a")), null), "query");
            assertRefused(() -> model.scoreAll(List.of(TextSegment.from("a")), " "), "query");
            assertRefused(() -> model.score((TextSegment) null, "what"), "segment 0");
            assertRefused(() -> model.score((String) null, "what"), "text");
            assertRefused(() -> model.score("a", null), "query");
            assertRefused(() -> model.rerank(null), "request");
        }
        assertRefused(() -> RerankRequest.builder().documents(null), "documents");
        assertRefused(() -> RerankRequest.builder().contents(null), "contents");
        assertRefused(() -> RerankRequest.builder().contents(Arrays.asList((Content) null)), "document 0");
        assertRefused(() -> RerankRequest.builder().documents(Arrays.asList("a", null)), "document 1");
        assertRefused(() -> RerankRequest.builder().input(null), "input");
        assertRefused(() -> RerankRequest.builder().parameters(null), "parameters");
        assertRefused(() -> RerankParameters.builder().input(null), "input");
        assertRefused(() -> RerankParameters.builder().parameters(null), "parameters");
        assertRefused(() -> RerankParameters.builder().overrideWith(null), "overrides");
        assertRefused(
                () -> PlainService.model()
                        .listeners(Arrays.asList((RerankListener) null))
                        .build(),
                "null at position 0");
    }

    @Test
    void a_response_without_one_finite_score_per_document_is_refused() {
        RerankResponse.Facts facts = RerankResponse.Facts.NONE;

        assertRefused(() -> RerankResponse.of(null, List.of(), facts), "request");
        assertRefused(() -> RerankResponse.of(request(), (List<Double>) null, facts), "scores");
        assertRefused(() -> RerankResponse.of(request(), (double[]) null, facts), "scores");
        assertRefused(() -> RerankResponse.of(request(), List.of(1.0), null), "facts");
        assertRefused(() -> RerankResponse.of(request(), Arrays.asList((Double) null), facts), "score 0");
        assertRefused(() -> RerankResponse.of(request(), List.of(Double.NaN), facts), "score 0");
        assertRefused(
                () -> RerankResponse.of(request(), List.of(), facts),
                "scores has 0 entries, but the request has 1 documents");
    }

    @Test
    void a_request_that_is_wrong_fails_the_future_and_throws_nothing() {
        try (RerankScoringModel model = PlainService.model().build()) {
            assertThat(model.rerankAsync(null))
                    .isCompletedExceptionally()
                    .failsWithin(Duration.ZERO)
                    .withThrowableThat()
                    .withCauseInstanceOf(IllegalArgumentException.class);
            assertThat(model.rerankAsync(RerankRequest.builder().query(" ").build()))
                    .failsWithin(Duration.ofSeconds(30))
                    .withThrowableThat()
                    .withCauseInstanceOf(IllegalArgumentException.class);
        }
    }

    static Stream<Supplier<Object>> builders() {
        return Stream.of(RerankRequest::builder, RerankParameters::builder, PlainService::model);
    }

    /** Each setter by itself: null is taken for "left out", or refused as an argument; it breaks nothing later. */
    @ParameterizedTest
    @MethodSource("builders")
    void null_is_left_out_or_an_illegal_argument_for_every_setter(Supplier<Object> builders) throws Exception {
        for (Method setter : builders.get().getClass().getMethods()) {
            boolean takesOne = setter.getParameterCount() == 1 && !setter.getParameterTypes()[0].isPrimitive();
            boolean ours = setter.getDeclaringClass().getName().startsWith("io.github.rerank4j");
            if (takesOne && ours && Modifier.isPublic(setter.getModifiers())) {
                Object builder = builders.get();
                setter.setAccessible(true);
                @Nullable
                Throwable thrown = thrown(() -> {
                    setter.invoke(builder, (Object) null);
                    if (builder instanceof PlainService.Builder settings) {
                        settings.build().close();
                    }
                });

                assertThat(thrown == null || thrown instanceof IllegalArgumentException)
                        .as("%s(null): %s", setter, thrown)
                        .isTrue();
            }
        }
    }

    private static @Nullable Throwable thrown(ThrowingCallable call) {
        try {
            call.call();
            return null;
        } catch (InvocationTargetException failure) {
            return failure.getCause();
        } catch (Throwable failure) {
            return failure;
        }
    }

    private static RerankRequest request() {
        return RerankRequest.builder()
                .query("what")
                .contents(List.of(TextContent.from("a")))
                .build();
    }

    private static void assertRefused(ThrowingCallable call, String name) {
        assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessageContaining(name);
    }
}
