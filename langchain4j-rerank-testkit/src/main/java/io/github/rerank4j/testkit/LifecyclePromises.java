package io.github.rerank4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.rerank4j.RerankResponse;
import io.github.rerank4j.service.RerankScoringModel;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Calls can be cancelled and models closed at any time, and leave nothing behind. */
interface LifecyclePromises extends ContractCase {

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

    @ParameterizedTest
    @EnumSource(Way.class)
    default void closing_ends_all_connections(Way way) {
        CompletableFuture<Void> release = new CompletableFuture<>();
        server().respondWith(request -> scored("0.5").heldUntil(release));
        RerankScoringModel model = model(configured().maxDocumentsPerRequest(1));
        CompletableFuture<RerankResponse> call = way.begin(model, "a", "b", "c", "d", "e");
        IntStream.range(0, 5).forEach(i -> server().takeRequest(SOON));
        release.complete(null);
        Way.result(call);
        assertThatThrownBy(() -> server().awaitConnectionsClosed(Duration.ofMillis(20)))
                .isInstanceOf(IllegalStateException.class);

        model.close();

        server().awaitConnectionsClosed(SOON);
        assertThat(server().connectionCount()).isEqualTo(5);
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
