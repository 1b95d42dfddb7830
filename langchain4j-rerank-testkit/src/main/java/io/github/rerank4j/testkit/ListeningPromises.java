package io.github.rerank4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.rerank4j.CallContext;
import io.github.rerank4j.RerankCancelledContext;
import io.github.rerank4j.RerankErrorContext;
import io.github.rerank4j.RerankListener;
import io.github.rerank4j.RerankRequest;
import io.github.rerank4j.RerankRequestContext;
import io.github.rerank4j.RerankResponse;
import io.github.rerank4j.RerankResponseContext;
import io.github.rerank4j.Reranker;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Listeners hear the start of each call and exactly one end. */
interface ListeningPromises extends RerankerCase {

    /** A new reranker that reports its own calls to this listener; closed after the test. */
    Reranker reranker(RerankListener listener);

    @ParameterizedTest
    @EnumSource(Way.class)
    default void a_call_that_succeeds_is_told_with_its_response(Way way) {
        asked().echoes();
        Heard heard = new Heard();

        way.score(reranker(heard), "0.5", "0.25");

        assertThat(heard.next()).isEqualTo("start 2");
        assertThat(heard.next()).isEqualTo("response 2");
        assertThat(heard.all()).hasSize(2);
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    default void a_call_that_fails_is_told_with_its_error(Way way) {
        asked().isBusy();
        Heard heard = new Heard();
        RerankRequest request = Way.request("1").toBuilder().maxRetries(0).build();
        Reranker reranker = reranker(heard);

        Throwable failure = catchThrowable(() -> way.rerank(reranker, request));

        assertThat(heard.next()).isEqualTo("start 1");
        assertThat(heard.next()).isEqualTo("error " + failure.getClass().getSimpleName());
        assertThat(heard.all()).hasSize(2);
    }

    @Test
    default void a_call_that_is_cancelled_is_told_so() {
        asked().isSilent();
        Heard heard = new Heard();
        CompletableFuture<RerankResponse> call = reranker(heard).rerankAsync(Way.request("1"));
        asked().awaitQuestion();

        call.cancel(true);
        asked().awaitGivenUp();

        assertThat(heard.next()).isEqualTo("start 1");
        assertThat(heard.next()).isEqualTo("cancelled");
        assertThat(heard.all()).hasSize(2);
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    default void a_call_that_closing_ends_is_told_so_once(Way way) {
        asked().isSilent();
        Heard heard = new Heard();
        Reranker reranker = reranker(heard);
        boolean timed = way == Way.BLOCKING && keepsCallersThread();
        CompletableFuture<RerankResponse> call = way.begin(
                reranker,
                Way.request("1").toBuilder().timeout(timed ? SOON : null).build());
        asked().awaitQuestion();

        reranker.close();
        asked().awaitGivenUp();

        assertThat(catchThrowable(() -> Way.result(call))).isInstanceOf(IllegalStateException.class);
        heard.startAndOneEnd();
    }

    @Test
    default void a_call_whose_future_its_caller_completes_is_told_to_be_over_once() {
        asked().isSilent();
        Heard heard = new Heard();
        CompletableFuture<RerankResponse> call = reranker(heard).rerankAsync(Way.request("1"));
        asked().awaitQuestion();

        call.completeExceptionally(new TimeoutException("the caller waits no longer"));
        asked().awaitGivenUp();

        heard.startAndOneEnd();
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    default void a_listener_that_throws_changes_nothing(Way way) {
        asked().echoes();
        Reranker reranker = reranker(new RerankListener() {
            @Override
            public void onRequest(RerankRequestContext context) {
                throw new IllegalStateException("a bug in a listener");
            }

            @Override
            public void onResponse(RerankResponseContext context) {
                throw new AssertionError("a bug in a listener");
            }
        });

        assertThat(way.score(reranker, "0.5")).containsExactly(0.5);
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    default void a_call_knows_the_one_it_was_made_for(Way way) {
        asked().echoes();
        CallContext parent = CallContext.of("a chain", 3, null);
        Heard heard = new Heard();

        way.rerank(
                reranker(heard), Way.request("0.5").toBuilder().calledBy(parent).build());

        assertThat(heard.calls()).singleElement().satisfies(call -> {
            assertThat(call.parent()).containsSame(parent);
            assertThat(call.id()).startsWith("3/");
        });
    }

    @Test
    default void calls_without_documents_are_not_told() {
        Heard heard = new Heard();
        Reranker reranker = reranker(heard);

        Way.BLOCKING.score(reranker);
        Way.ASYNC.score(reranker);

        assertThat(heard.all()).isEmpty();
    }

    /** Keeps what it hears. */
    final class Heard implements RerankListener {

        private final BlockingQueue<String> events = new LinkedBlockingQueue<>();
        private final List<String> all = new CopyOnWriteArrayList<>();
        private final List<CallContext> calls = new CopyOnWriteArrayList<>();

        @Override
        public void onRequest(RerankRequestContext context) {
            calls.add(context.call());
            hear("start " + context.documents());
        }

        @Override
        public void onResponse(RerankResponseContext context) {
            hear("response " + context.request().documents());
        }

        @Override
        public void onError(RerankErrorContext context) {
            hear("error " + context.error().getClass().getSimpleName());
        }

        @Override
        public void onCancelled(RerankCancelledContext context) {
            hear("cancelled");
        }

        private void hear(String event) {
            all.add(event);
            events.add(event);
        }

        /** The next event, which may come from another thread than the end of the call. */
        String next() {
            try {
                return String.valueOf(events.poll(SOON.toMillis(), TimeUnit.MILLISECONDS));
            } catch (InterruptedException interrupted) {
                throw new AssertionError(interrupted);
            }
        }

        /** That a call with one document has begun, and ended once without scores. */
        void startAndOneEnd() {
            assertThat(next()).isEqualTo("start 1");
            assertThat(next()).matches("cancelled|error .*");
            assertThat(events).isEmpty();
        }

        List<String> all() {
            return all;
        }

        List<CallContext> calls() {
            return calls;
        }
    }
}
