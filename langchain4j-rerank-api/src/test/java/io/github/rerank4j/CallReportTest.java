package io.github.rerank4j;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.exception.RateLimitException;
import dev.langchain4j.model.output.TokenUsage;
import io.github.rerank4j.RerankResponse.Facts;
import io.github.rerank4j.fixtures.RecordingLogger;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CallReportTest {

    private static final RerankResponse RESPONSE = RerankResponse.of(
            RerankRequest.builder()
                    .query("a private text")
                    .documents(List.of("a private text"))
                    .build(),
            List.of(0.5),
            Facts.builder()
                    .tokenUsage(new TokenUsage(3, 0, 3))
                    .modelName("rank-1-0625")
                    .requestIds(List.of("id-1"))
                    .attempts(4)
                    .build());

    private final RecordingLogger logger = new RecordingLogger();
    private final List<String> order = new ArrayList<>();

    @Test
    void a_call_that_succeeds_is_told_from_start_to_end() {
        Watcher watcher = new Watcher("w");
        CallReport call = call(listeners(watcher), "rank-1", 7);

        call.started();
        call.succeeded(RESPONSE, 2);

        assertThat(watcher.request).isNotNull().satisfies(request -> {
            assertThat(request.provider()).isEqualTo("acme");
            assertThat(request.modelName()).contains("rank-1");
            assertThat(request.defaultModelName()).contains("rank-0");
            assertThat(request.documents()).isEqualTo(7);
        });
        assertThat(watcher.response).isNotNull().satisfies(response -> {
            assertThat(response.request()).isSameAs(watcher.request);
            assertThat(response.requests()).isEqualTo(2);
            assertThat(response.attempts()).isEqualTo(4);
            assertThat(response.duration()).isPositive();
            assertThat(response.tokenUsage()).contains(new TokenUsage(3, 0, 3));
            assertThat(response.modelName()).contains("rank-1-0625");
        });
        assertThat(watcher.error).isNull();
    }

    @Test
    void a_call_that_fails_is_told_from_start_to_end() {
        Watcher watcher = new Watcher("w");
        CallReport call = call(listeners(watcher), null, 7);
        RateLimitException failure = new RateLimitException("slow down");

        call.started();
        call.failed(failure, 2, 6);

        assertThat(watcher.error).isNotNull().satisfies(error -> {
            assertThat(error.request().modelName()).isEmpty();
            assertThat(error.requests()).isEqualTo(2);
            assertThat(error.attempts()).isEqualTo(6);
            assertThat(error.duration()).isPositive();
            assertThat(error.error()).isSameAs(failure);
        });
        assertThat(watcher.response).isNull();
    }

    @Test
    void a_call_that_never_started_is_not_told_as_ended() {
        Watcher watcher = new Watcher("w");
        RerankListeners listeners = listeners(watcher);

        call(listeners, "rank-1", 0).succeeded(RESPONSE, 0);
        call(listeners, "rank-1", 7).failed(new IllegalArgumentException("blank query"), 0, 0);

        assertThat(order).isEmpty();
    }

    @Test
    void a_call_that_ended_before_it_started_is_not_told_at_all() {
        Watcher watcher = new Watcher("w");
        CallReport call = call(listeners(watcher), "rank-1", 7);

        call.failed(new IllegalStateException("closed"), 0, 0);
        call.started();

        assertThat(order).isEmpty();
    }

    @Test
    void listeners_are_told_in_their_order() {
        CallReport call = call(listeners(new Watcher("a"), new Watcher("b")), "rank-1", 7);

        call.started();
        call.succeeded(RESPONSE, 1);

        assertThat(order).containsExactly("a request", "b request", "a response", "b response");
    }

    @Test
    void the_listeners_of_a_call_share_their_attributes_and_those_of_two_calls_do_not() {
        Watcher first = new Watcher("a");
        Watcher second = new Watcher("b");
        RerankListeners listeners = listeners(first, second);
        CallReport call = call(listeners, "rank-1", 7);

        call.started();
        Objects.requireNonNull(first.request).attributes().put("span", 1);
        call.succeeded(RESPONSE, 1);

        assertThat(Objects.requireNonNull(second.response).attributes()).containsEntry("span", 1);
        call(listeners, "rank-1", 7).started();
        assertThat(first.request.attributes()).isEmpty();
    }

    static Stream<Throwable> anything() {
        return Stream.of(
                new IllegalStateException("broken on purpose"),
                new NoClassDefFoundError("some/Missing"),
                new AssertionError("broken on purpose"),
                new StackOverflowError(),
                new java.io.IOException("thrown from a language without checked exceptions"));
    }

    @ParameterizedTest
    @MethodSource("anything")
    void whatever_a_listener_throws_is_logged_and_goes_no_further(Throwable thrown) {
        CallReport call = call(listeners(new Broken(thrown), new Watcher("w")), "rank-1", 7);
        CallReport failing = call(listeners(new Broken(thrown), new Watcher("w")), "rank-1", 7);

        call.started();
        call.succeeded(RESPONSE, 1);
        failing.started();
        failing.failed(new RateLimitException("slow down"), 1, 1);

        assertThat(order).containsExactly("w request", "w response", "w request", "w error");
        assertThat(logger.lines()).hasSize(4).allMatch(line -> line.startsWith("WARN") && line.contains("Broken"));
    }

    @Test
    void contexts_hold_no_text() {
        Watcher watcher = new Watcher("w");
        CallReport call = call(listeners(watcher), "rank-1", 1);

        call.started();
        call.succeeded(RESPONSE, 1);

        assertThat(String.valueOf(watcher.request)).doesNotContain("private");
        assertThat(String.valueOf(watcher.response)).doesNotContain("private");
    }

    @Test
    void a_listener_need_not_care_about_everything() {
        CallReport call = call(listeners(new RerankListener() {}), "rank-1", 1);

        call.started();
        call.succeeded(RESPONSE, 1);
        call.failed(new RateLimitException("slow down"), 1, 1);

        assertThat(logger.lines()).isEmpty();
    }

    @Test
    void without_listeners_nothing_happens() {
        CallReport call = call(listeners(), "rank-1", 1);

        call.started();
        call.succeeded(RESPONSE, 1);
        call.failed(new RateLimitException("slow down"), 1, 1);

        assertThat(logger.lines()).isEmpty();
    }

    private static CallReport call(RerankListeners listeners, @Nullable String modelName, int documents) {
        return listeners.call(RerankRequestContext.builder("acme")
                .call(CallContext.of("acme", 1, null))
                .modelName(modelName)
                .defaultModelName("rank-0")
                .documents(documents)
                .build());
    }

    private RerankListeners listeners(RerankListener... listeners) {
        return new RerankListeners(List.of(listeners), logger);
    }

    private final class Watcher implements RerankListener {

        private final String name;
        private @Nullable RerankRequestContext request;
        private @Nullable RerankResponseContext response;
        private @Nullable RerankErrorContext error;

        Watcher(String name) {
            this.name = name;
        }

        @Override
        public void onRequest(RerankRequestContext context) {
            order.add(name + " request");
            request = context;
        }

        @Override
        public void onResponse(RerankResponseContext context) {
            order.add(name + " response");
            response = context;
        }

        @Override
        public void onError(RerankErrorContext context) {
            order.add(name + " error");
            error = context;
        }
    }

    /** A listener whose every method throws, checked exceptions too. */
    private static final class Broken implements RerankListener {

        private final Throwable thrown;

        Broken(Throwable thrown) {
            this.thrown = thrown;
        }

        @Override
        public void onRequest(RerankRequestContext context) {
            throw Broken.<RuntimeException>unchecked(thrown);
        }

        @Override
        public void onResponse(RerankResponseContext context) {
            throw Broken.<RuntimeException>unchecked(thrown);
        }

        @Override
        public void onError(RerankErrorContext context) {
            throw Broken.<RuntimeException>unchecked(thrown);
        }

        @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
        private static <T extends Throwable> T unchecked(Throwable thrown) throws T {
            throw (T) thrown;
        }
    }
}
