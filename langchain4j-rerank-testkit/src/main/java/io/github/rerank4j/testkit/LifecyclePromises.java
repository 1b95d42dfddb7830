package io.github.rerank4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.langchain4j.exception.LangChain4jException;
import io.github.rerank4j.RerankResponse;
import io.github.rerank4j.RerankScoringModel;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Calls can be cancelled, interrupted and closed at any time, and leave nothing behind. */
interface LifecyclePromises extends ContractCase {

    @Test
    default void cancelling_aborts_the_request_on_the_wire() {
        server().respondWith(request -> ScriptedReply.neverAnswer());
        CompletableFuture<RerankResponse> call = model().rerankAsync(Way.request("a"));
        server().takeRequest(SOON);

        call.cancel(true);

        server().awaitAborted(SOON);
        assertThat(call).isCancelled();
    }

    @Test
    default void cancelling_ends_the_wait_for_a_retry() {
        server().respondWith(request -> refused(Refusal.THROTTLED, "slow down").retryAfter("1"));
        RerankScoringModel model = model(configured().maxConcurrentRequests(1));
        CompletableFuture<RerankResponse> call = model.rerankAsync(Way.request("a"));
        server().takeRequest(SOON);

        call.cancel(true);
        server().respondWith(request -> scored("0.5"));

        assertThat(Way.ASYNC.score(model, "b")).containsExactly(0.5);
    }

    @Test
    default void cancelling_gives_the_place_in_the_queue_to_the_next() {
        CompletableFuture<Void> release = new CompletableFuture<>();
        server().respondWith(request -> scored("0.5").heldUntil(release));
        RerankScoringModel model = model(configured().maxConcurrentRequests(1));
        CompletableFuture<RerankResponse> first = model.rerankAsync(Way.request("a"));
        server().takeRequest(SOON);
        CompletableFuture<RerankResponse> second = model.rerankAsync(Way.request("b"));
        CompletableFuture<RerankResponse> third = model.rerankAsync(Way.request("c"));

        second.cancel(true);
        release.complete(null);

        assertThat(Way.result(first).scores()).hasSize(1);
        assertThat(Way.result(third).scores()).hasSize(1);
        assertThat(server().requestCount()).isEqualTo(2);
    }

    @Test
    default void interrupting_the_caller_aborts_the_request_and_keeps_the_flag() throws InterruptedException {
        for (ScriptedReply silence : List.of(
                ScriptedReply.neverAnswer(),
                ScriptedReply.silentBody(),
                scored("0.5").drip(1, Duration.ofMillis(100)))) {
            server().enqueue(silence);
            AtomicReference<Throwable> failure = new AtomicReference<>();
            AtomicReference<Boolean> flag = new AtomicReference<>();
            RerankScoringModel model = model();
            Thread caller = Way.start(() -> {
                failure.set(catchThrowable(() -> Way.BLOCKING.score(model, "a")));
                flag.set(Thread.currentThread().isInterrupted());
            });
            server().takeRequest(SOON);

            caller.interrupt();
            caller.join(SOON.toMillis());

            assertThat(failure.get()).isExactlyInstanceOf(LangChain4jException.class);
            assertThat(flag.get()).isTrue();
            server().awaitAborted(SOON);
        }
    }

    @Test
    default void interrupting_one_caller_leaves_the_others_of_a_shared_connection_alone() throws InterruptedException {
        try (ScriptedServer shared = ScriptedServer.startHttp2()) {
            CompletableFuture<Void> release = new CompletableFuture<>();
            shared.respondWith(request -> scored("0.5").heldUntil(release));
            RerankScoringModel model = model(
                    builder().baseUrl(shared.url()).httpClient(shared.client().build()));
            AtomicReference<Throwable> failure = new AtomicReference<>();
            Thread caller = Way.start(() -> failure.set(catchThrowable(() -> Way.BLOCKING.score(model, "a"))));
            shared.takeRequest(SOON);
            CompletableFuture<RerankResponse> other = model.rerankAsync(Way.request("b"));
            shared.takeRequest(SOON);

            caller.interrupt();
            caller.join(SOON.toMillis());
            shared.awaitAborted(SOON);
            release.complete(null);

            assertThat(failure.get()).isExactlyInstanceOf(LangChain4jException.class);
            assertThat(Way.result(other).scores()).containsExactly(0.5);
            assertThat(shared.connectionCount()).isEqualTo(1);
        }
    }

    @Test
    default void a_caller_who_is_interrupted_already_sends_nothing() throws InterruptedException {
        AtomicReference<Throwable> failure = new AtomicReference<>();
        RerankScoringModel model = model();
        Thread caller = Way.start(() -> {
            Thread.currentThread().interrupt();
            failure.set(catchThrowable(() -> Way.BLOCKING.score(model, "a")));
        });

        caller.join(SOON.toMillis());

        assertThat(failure.get()).isExactlyInstanceOf(LangChain4jException.class);
        assertThat(server().requestCount()).isZero();
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    default void closing_ends_calls_under_way(Way way) {
        server().respondWith(request -> ScriptedReply.neverAnswer());
        RerankScoringModel model = model();
        CompletableFuture<RerankResponse> call = way.begin(model, "a");
        server().takeRequest(SOON);

        model.close();

        assertThatThrownBy(() -> Way.result(call)).isInstanceOf(IllegalStateException.class);
        server().awaitAborted(SOON);
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    default void a_closed_model_says_so(Way way) {
        RerankScoringModel model = model();
        model.close();
        model.close();

        assertThatThrownBy(() -> way.score(model, "a")).isInstanceOf(IllegalStateException.class);
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    default void a_users_client_stays_open(Way way) {
        echoScores();
        OkHttpClient client = new OkHttpClient();
        model(configured().httpClient(client)).close();

        assertThat(way.score(model(configured().httpClient(client)), "1")).containsExactly(1.0);
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    default void a_call_from_the_callback_of_another_does_not_hang(Way way) {
        echoScores();
        RerankScoringModel model = model(configured().maxConcurrentRequests(1));

        CompletableFuture<List<Double>> chain =
                model.rerankAsync(Way.request("1")).thenApply(first -> way.score(model, "2"));

        assertThat(Way.result(chain)).containsExactly(2.0);
    }

    @Test
    default void asynchronous_calls_never_throw() {
        RerankScoringModel model = model();
        model.close();

        assertThat(model.rerankAsync(Way.request("a"))).isCompletedExceptionally();
        assertThat(model.rerankAsync(Way.request())).isCompletedExceptionally();
    }

    @Test
    default void a_keep_alive_connection_is_used_again() {
        echoScores();
        RerankScoringModel model = model();

        for (int i = 0; i < 10; i++) {
            Way.BLOCKING.score(model, "1");
            Way.ASYNC.score(model, "1");
        }

        assertThat(server().connectionCount()).isLessThanOrEqualTo(2);
    }
}
