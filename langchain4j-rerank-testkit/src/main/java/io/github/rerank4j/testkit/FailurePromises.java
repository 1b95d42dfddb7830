package io.github.rerank4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.langchain4j.exception.AuthenticationException;
import dev.langchain4j.exception.InternalServerException;
import dev.langchain4j.exception.InvalidRequestException;
import dev.langchain4j.exception.ModelNotFoundException;
import dev.langchain4j.exception.NonRetriableException;
import dev.langchain4j.exception.RateLimitException;
import dev.langchain4j.exception.RetriableException;
import dev.langchain4j.exception.UnresolvedModelServerException;
import io.github.rerank4j.InvalidReplyException;
import io.github.rerank4j.RerankHttpException;
import io.github.rerank4j.RerankResponse;
import io.github.rerank4j.service.RerankScoringModel;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every failure has its type, and is repeated only where that can help. */
interface FailurePromises extends ContractCase {

    @ParameterizedTest
    @EnumSource(Way.class)
    default void a_busy_service_is_asked_again(Way way) {
        server().enqueue(refused(Refusal.THROTTLED, "slow down").retryAfter("0"));
        server().enqueue(refused(Refusal.OVERLOADED, "one moment").retryAfter("0"));
        server().enqueue(scored("0.7"));

        assertThat(way.rerank(model(), Way.request("a")).attempts()).isEqualTo(3);
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    default void a_service_that_stays_busy_is_asked_as_often_as_max_retries_allows(Way way) {
        server().respondWith(request -> refused(Refusal.THROTTLED, "slow down").retryAfter("0"));

        assertThatThrownBy(() -> way.score(model(configured().maxRetries(1)), "a"))
                .isInstanceOf(RateLimitException.class)
                .hasMessageContainingAll("slow down", "2 attempts")
                .hasCauseInstanceOf(RerankHttpException.class);
        assertThat(server().requestCount()).isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    default void max_retries_zero_asks_once(Way way) {
        server().respondWith(request -> refused(Refusal.OVERLOADED, "later"));

        assertThatThrownBy(() -> way.score(model(configured().maxRetries(0)), "a"))
                .isInstanceOf(InternalServerException.class);
        assertThat(server().requestCount()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    default void retry_after_is_waited_for(Way way) {
        server().enqueue(refused(Refusal.THROTTLED, "slow down").retryAfter("1"), scored("0.7"));
        long start = System.nanoTime();

        way.score(model(), "a");

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(Duration.ofMillis(990), SOON);
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    default void retry_after_as_a_date_is_waited_for_by_the_clock_of_the_service(Way way) {
        server().enqueue(
                        refused(Refusal.OVERLOADED, "later")
                                .header("Date", "Fri, 20 Nov 2026 09:53:15 GMT")
                                .retryAfter("Fri, 20 Nov 2026 09:53:17 GMT"),
                        scored("0.7"));
        long start = System.nanoTime();

        way.score(model(), "a");

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(Duration.ofMillis(1990), SOON);
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    default void a_retry_after_beyond_the_deadline_fails_at_once_and_says_so(Way way) {
        server().enqueue(refused(Refusal.OVERLOADED, "later").retryAfter("3600"));

        assertThatThrownBy(() -> way.score(model(), "a"))
                .isInstanceOf(RateLimitException.class)
                .hasMessageContainingAll("3600 s", "timeout")
                .cause()
                .isInstanceOfSatisfying(
                        RerankHttpException.class,
                        answer -> assertThat(answer.retryAfter()).contains(Duration.ofHours(1)));
        assertThat(server().requestCount()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    default void what_a_service_asks_to_wait_is_told_with_its_refusal(Way way) {
        ScriptedReply busy = refused(Refusal.THROTTLED, "slow down");
        Map<ScriptedReply, Duration> waits = Map.of(
                busy.retryAfter("7"), Duration.ofSeconds(7),
                busy.retryAfter("0"), Duration.ZERO,
                busy.retryAfter("3600"), Duration.ofHours(1),
                busy.header("retry-after-ms", "1500"), Duration.ofMillis(1500),
                busy.header("x-ratelimit-reset", "6s"), Duration.ofSeconds(6));
        waits.forEach((reply, wait) -> {
            server().enqueue(reply);

            assertThatRefusalAsks(way, Optional.of(wait));
        });
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    default void a_service_that_asks_for_no_wait_is_not_said_to_have_done_so(Way way) {
        server().enqueue(refused(Refusal.THROTTLED, "slow down"));

        assertThatRefusalAsks(way, Optional.empty());
    }

    /** By a model of its own: one that has been refused waits. */
    private void assertThatRefusalAsks(Way way, Optional<Duration> wait) {
        RerankScoringModel model = model(configured().maxRetries(0));
        assertThatThrownBy(() -> way.score(model, "a"))
                .cause()
                .isInstanceOfSatisfying(
                        RerankHttpException.class,
                        answer -> assertThat(answer.retryAfter()).isEqualTo(wait));
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    default void a_retry_after_is_remembered_and_the_next_call_waits(Way way) {
        server().enqueue(refused(Refusal.THROTTLED, "slow down").retryAfter("2"), scored("0.7"));
        RerankScoringModel model = model(configured().maxRetries(0));
        long start = System.nanoTime();

        assertThatThrownBy(() -> way.score(model, "a")).isInstanceOf(RateLimitException.class);
        assertThat(way.score(model, "a")).containsExactly(0.7);

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(1990));
        assertThat(server().requestCount()).isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    default void a_remembered_retry_after_that_outlasts_a_call_fails_it_at_once_without_a_request(Way way) {
        server().enqueue(refused(Refusal.THROTTLED, "slow down").retryAfter("3600"));
        RerankScoringModel model = model();
        assertThatThrownBy(() -> way.score(model, "a")).isInstanceOf(RateLimitException.class);

        assertThatThrownBy(() -> way.score(model, "a"))
                .isInstanceOf(RateLimitException.class)
                .hasMessageContainingAll("not sent", "3600 s", "timeout");
        assertThat(server().requestCount()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    default void bad_credentials_and_wrong_requests_are_asked_for_once(Way way) {
        RerankScoringModel model = model();
        server().enqueue(refused(Refusal.UNAUTHORIZED, "who are you"));
        assertThatThrownBy(() -> way.score(model, "a"))
                .isInstanceOf(AuthenticationException.class)
                .hasMessageContaining("who are you");

        server().enqueue(refused(Refusal.INVALID, "not like that"));
        assertThatThrownBy(() -> way.score(model, "a")).isInstanceOf(InvalidRequestException.class);

        assertThat(server().requestCount()).isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    default void a_bare_status_from_a_gateway_has_its_type_and_is_asked_for_once(Way way) {
        Map<Integer, Class<?>> types = Map.of(
                400, InvalidRequestException.class,
                401, AuthenticationException.class,
                402, AuthenticationException.class,
                403, AuthenticationException.class,
                404, ModelNotFoundException.class,
                413, InvalidRequestException.class,
                422, InvalidRequestException.class,
                451, InvalidRequestException.class,
                501, InvalidRequestException.class);
        RerankScoringModel model = model();
        types.forEach((status, type) -> {
            server().enqueue(ScriptedReply.text(status, "<html>from a gateway</html>"));

            assertThatThrownBy(() -> way.score(model, "a"))
                    .as("HTTP %s", status)
                    .isInstanceOf(type)
                    .hasMessageContaining("HTTP " + status);
        });
        assertThat(server().requestCount()).isEqualTo(types.size());
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    default void a_bare_status_that_may_pass_is_asked_for_again(Way way) {
        RerankScoringModel model = model();
        for (int status : new int[] {408, 429, 500, 502, 503, 504, 520, 529}) {
            server().enqueue(ScriptedReply.text(status, "").retryAfter("0"), scored("0.5"));

            assertThat(way.score(model, "a")).as("HTTP %s", status).containsExactly(0.5);
        }
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    default void a_redirect_is_an_error_that_names_the_other_host_and_is_not_followed(Way way) {
        try (ScriptedServer other = ScriptedServer.start()) {
            RerankScoringModel model = model();
            for (int status : new int[] {301, 302, 303, 307, 308}) {
                server().enqueue(ScriptedReply.empty(status)
                        .header("Location", other.url().replace("127.0.0.1", "localhost") + "/elsewhere"));

                assertThatThrownBy(() -> way.score(model, "a"))
                        .isInstanceOf(InvalidRequestException.class)
                        .hasMessageContaining("localhost");
            }
            assertThat(other.requestCount()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    default void a_broken_connection_is_tried_again(Way way) {
        RerankScoringModel model = model();
        for (ScriptedReply broken :
                List.of(ScriptedReply.resetBeforeResponse(), scored("0.5").truncated())) {
            server().enqueue(broken, scored("0.5"));

            assertThat(way.score(model, "a")).containsExactly(0.5);
        }
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    default void a_connection_that_stays_broken_is_a_retriable_exception_with_its_cause(Way way) {
        server().respondWith(request -> ScriptedReply.resetBeforeResponse());

        assertThatThrownBy(() -> way.score(model(configured().maxRetries(1)), "a"))
                .isExactlyInstanceOf(RetriableException.class)
                .hasCauseInstanceOf(IOException.class);
        assertThat(server().requestCount()).isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    default void a_host_that_does_not_exist_is_an_unresolved_server(Way way) {
        assertThatThrownBy(() -> way.score(model(builder().baseUrl("https://rerank.invalid")), "a"))
                .isInstanceOf(UnresolvedModelServerException.class);
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    default void keys_and_texts_that_a_service_repeats_stay_out_of_the_message(Way way) {
        String text = "a confidential document about the merger of two companies";
        server().enqueue(refused(Refusal.INVALID, "bad key " + secret() + " for input " + text));

        Throwable failure = catchThrowable(() -> way.score(model(), text));

        assertThat(failure).isInstanceOf(InvalidRequestException.class);
        for (Throwable each = failure; each != null; each = each.getCause()) {
            assertThat(each.toString()).contains("bad key").doesNotContain(secret(), "confidential", "merger");
        }
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    default void an_invalid_reply_is_not_retriable(Way way) {
        server().enqueue(scored());

        assertThatThrownBy(() -> way.score(model(), "a"))
                .isInstanceOf(InvalidReplyException.class)
                .isInstanceOf(NonRetriableException.class);
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    default void max_retries_counts_for_each_request_of_a_call(Way way) {
        Set<List<String>> failedOnce = ConcurrentHashMap.newKeySet();
        server().respondWith(request -> failedOnce.add(documents(request))
                ? refused(Refusal.OVERLOADED, "one moment").retryAfter("0")
                : scored(documents(request).get(0)));
        RerankScoringModel model = model(configured().maxDocumentsPerRequest(1).maxRetries(1));

        RerankResponse response = way.rerank(model, Way.request("1", "2", "3"));

        assertThat(response.scores()).containsExactly(1.0, 2.0, 3.0);
        assertThat(response.attempts()).isEqualTo(6);
        assertThat(server().requestCount()).isEqualTo(6);
    }
}
