package io.github.rerank4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.langchain4j.exception.LangChain4jException;
import dev.langchain4j.exception.RetriableException;
import dev.langchain4j.exception.TimeoutException;
import io.github.rerank4j.RerankRequest;
import io.github.rerank4j.RerankResponse;
import io.github.rerank4j.Reranker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A call ends when its caller wants, down to whom it asks, and a reranker can be closed at any time. */
interface EndingPromises extends RerankerCase {

    @Test
    default void cancelling_gives_up_what_was_asked() {
        asked().isSilent();
        CompletableFuture<RerankResponse> call = reranker().rerankAsync(Way.request("1"));
        asked().awaitQuestion();

        call.cancel(true);

        asked().awaitGivenUp();
        assertThat(call).isCancelled();
    }

    @Test
    default void cancelling_one_call_leaves_the_others() {
        asked().echoesTogether(3);
        Reranker reranker = reranker();
        CompletableFuture<RerankResponse> first = reranker.rerankAsync(Way.request("1"));
        CompletableFuture<RerankResponse> cancelled = reranker.rerankAsync(Way.request("2"));
        asked().awaitQuestion();
        asked().awaitQuestion();

        cancelled.cancel(true);

        assertThat(Way.ASYNC.score(reranker, "3")).containsExactly(3.0);
        assertThat(Way.result(first).scores()).containsExactly(1.0);
    }

    @Test
    default void interrupting_the_caller_gives_up_what_was_asked_and_keeps_the_flag() throws InterruptedException {
        asked().isSilent();
        AtomicReference<Throwable> failure = new AtomicReference<>();
        AtomicReference<Boolean> flag = new AtomicReference<>();
        Reranker reranker = reranker();
        Thread caller = Way.start(() -> {
            failure.set(catchThrowable(() -> Way.BLOCKING.score(reranker, "1")));
            flag.set(Thread.currentThread().isInterrupted());
        });
        asked().awaitQuestion();

        caller.interrupt();
        caller.join(SOON.toMillis());

        assertThat(failure.get()).isExactlyInstanceOf(LangChain4jException.class);
        assertThat(flag.get()).isTrue();
        asked().awaitGivenUp();
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    default void closing_ends_all_calls_under_way(Way way) {
        asked().isSilent();
        Reranker reranker = reranker();
        boolean timed = way == Way.BLOCKING && keepsCallersThread();
        List<CompletableFuture<RerankResponse>> calls = new ArrayList<>();
        for (String document : List.of("1", "2", "3")) {
            calls.add(way.begin(
                    reranker,
                    Way.request(document).toBuilder()
                            .timeout(timed ? SOON : null)
                            .build()));
            asked().awaitQuestion();
        }

        reranker.close();

        for (CompletableFuture<RerankResponse> call : calls) {
            assertThatThrownBy(() -> Way.result(call)).isInstanceOf(IllegalStateException.class);
            asked().awaitGivenUp();
        }
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    default void closing_one_leaves_whom_it_asks_to_others(Way way) {
        asked().echoes();
        Reranker other = reranker();

        reranker().close();

        assertThat(way.score(other, "0.5")).containsExactly(0.5);
        assertThat(way.score(reranker(), "0.5")).containsExactly(0.5);
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    default void a_closed_reranker_says_so(Way way) {
        Reranker reranker = reranker();
        reranker.close();
        reranker.close();

        assertThatThrownBy(() -> way.score(reranker, "1")).isInstanceOf(IllegalStateException.class);
        assertThat(asked().count()).isZero();
    }

    @Test
    default void asynchronous_calls_never_throw() {
        Reranker reranker = reranker();
        reranker.close();

        assertThat(reranker.rerankAsync(Way.request("a"))).isCompletedExceptionally();
        assertThat(reranker.rerankAsync(Way.request())).isCompletedExceptionally();
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    default void the_time_of_a_request_is_kept(Way way) {
        asked().isSilent();
        // enough for a request to be on the wire on a machine that has other things to do
        RerankRequest request =
                Way.request("1").toBuilder().timeout(Duration.ofSeconds(1)).build();

        assertThatThrownBy(() -> way.rerank(reranker(), request)).isInstanceOf(TimeoutException.class);
        asked().awaitGivenUp();
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    default void a_request_may_forbid_every_repeat(Way way) {
        asked().isBusy();
        RerankRequest request = Way.request("1").toBuilder().maxRetries(0).build();

        assertThatThrownBy(() -> way.rerank(reranker(), request)).isInstanceOf(RetriableException.class);
        assertThat(asked().count()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    default void a_call_begins_on_the_executor_of_its_request(Way way) {
        asked().echoes();
        AtomicInteger taken = new AtomicInteger();
        RerankRequest request = Way.request("0.5", "0.25").toBuilder()
                .executor(task -> {
                    taken.incrementAndGet();
                    Way.start(task);
                })
                .build();

        assertThat(way.rerank(reranker(), request).scores()).containsExactly(0.5, 0.25);
        if (way == Way.ASYNC && worksOnExecutor()) {
            assertThat(taken).hasPositiveValue();
        }
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    default void an_executor_that_takes_nothing_leaves_no_call_without_an_end(Way way) {
        asked().echoes();
        RerankRequest request = Way.request("0.5").toBuilder()
                .executor(task -> {
                    throw new RejectedExecutionException("full on purpose");
                })
                .build();

        CompletableFuture<RerankResponse> call = way.begin(reranker(), request);

        boolean ended = Way.result(call.handle((response, failure) -> true));
        assertThat(ended).isTrue();
    }
}
