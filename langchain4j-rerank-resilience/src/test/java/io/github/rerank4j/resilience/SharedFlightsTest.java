package io.github.rerank4j.resilience;

import static io.github.rerank4j.resilience.CachingScoringModelTest.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.langchain4j.exception.InternalServerException;
import dev.langchain4j.exception.LangChain4jException;
import dev.langchain4j.exception.TimeoutException;
import io.github.rerank4j.RerankRequest;
import io.github.rerank4j.RerankResponse;
import io.github.rerank4j.resilience.AskedModel.Question;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Calls that need the same score at the same time. */
class SharedFlightsTest {

    private static final Duration SOON = Duration.ofSeconds(20);

    private final AskedModel model = new AskedModel().silent();
    /** However long a busy machine takes, no failure here is a late one. */
    private final CachingScoringModel cache =
            CachingScoringModel.of(model).lateAfter(Duration.ofMinutes(5)).build();

    @AfterEach
    void close() {
        cache.close();
    }

    private static List<Double> scores(CompletableFuture<RerankResponse> call) {
        assertThat(call).succeedsWithin(SOON);
        return call.join().scores();
    }

    @Test
    void two_calls_share_what_both_need() {
        CompletableFuture<RerankResponse> first = cache.rerankAsync(request("1", "2"));
        Question question = model.awaitQuestion();
        CompletableFuture<RerankResponse> second = cache.rerankAsync(request("3", "2", "4"));
        Question rest = model.awaitQuestion();

        assertThat(question.documents()).containsExactly("1", "2");
        assertThat(rest.documents()).containsExactly("3", "4");
        rest.echo();
        assertThat(second).isNotDone();
        question.echo();

        assertThat(scores(first)).containsExactly(1.0, 2.0);
        assertThat(scores(second)).containsExactly(3.0, 2.0, 4.0);
        assertThat(first.join().tokenUsage().orElseThrow().inputTokenCount()).isEqualTo(20);
        assertThat(second.join().tokenUsage().orElseThrow().inputTokenCount()).isEqualTo(20);
    }

    @Test
    void who_only_waits_for_others_has_cost_nothing_but_was_not_answered_from_memory() {
        CompletableFuture<RerankResponse> first = cache.rerankAsync(request("1"));
        Question question = model.awaitQuestion();
        CompletableFuture<RerankResponse> second = cache.rerankAsync(request("1"));

        question.echo();

        assertThat(scores(first)).isEqualTo(scores(second));
        assertThat(second.join().cached()).isFalse();
        assertThat(second.join().attempts()).isZero();
        assertThat(second.join().tokenUsage()).isEmpty();
        assertThat(second.join().modelName()).hasValue("model");
        assertThat(model.requests).hasSize(1);
    }

    @Test
    void who_gives_up_leaves_the_others_theirs_and_the_last_ends_it() {
        CompletableFuture<RerankResponse> first = cache.rerankAsync(request("1"));
        Question question = model.awaitQuestion();
        CompletableFuture<RerankResponse> second = cache.rerankAsync(request("1"));

        first.cancel(true);
        assertThat(question.result()).isNotDone();
        second.cancel(true);

        await().atMost(SOON).until(() -> question.result().isCancelled());
        CompletableFuture<RerankResponse> third = cache.rerankAsync(request("1"));
        model.awaitQuestion().echo();
        assertThat(scores(third)).containsExactly(1.0);
    }

    @Test
    void an_interrupted_caller_leaves_the_others_theirs() throws InterruptedException {
        AtomicReference<Throwable> failure = new AtomicReference<>();
        Thread caller = new Thread(() -> {
            try {
                cache.rerank(request("1"));
            } catch (LangChain4jException interrupted) {
                failure.set(interrupted);
            }
        });
        caller.start();
        Question question = model.awaitQuestion();
        CompletableFuture<RerankResponse> other = cache.rerankAsync(request("1"));

        caller.interrupt();
        caller.join(SOON.toMillis());
        question.echo();

        assertThat(failure.get()).isNotNull();
        assertThat(scores(other)).containsExactly(1.0);
    }

    @Test
    void the_first_answer_counts_for_all_who_left_and_came() {
        CompletableFuture<RerankResponse> first = cache.rerankAsync(request("1", "2"));
        Question question = model.awaitQuestion();
        CompletableFuture<RerankResponse> second = cache.rerankAsync(request("2"));
        first.cancel(true);
        CompletableFuture<RerankResponse> third = cache.rerankAsync(request("2", "1"));

        question.echo();

        assertThat(scores(second)).containsExactly(2.0);
        assertThat(scores(third)).containsExactly(2.0, 1.0);
        assertThat(model.requests).hasSize(1);
    }

    @Test
    void each_call_waits_no_longer_than_it_wants_to() {
        CompletableFuture<RerankResponse> patient = cache.rerankAsync(request("1"));
        Question question = model.awaitQuestion();
        CompletableFuture<RerankResponse> hasty = cache.rerankAsync(
                request("1").toBuilder().timeout(Duration.ofMillis(30)).build());

        assertThatThrownBy(() -> hasty.get(20, TimeUnit.SECONDS)).hasCauseInstanceOf(TimeoutException.class);
        assertThat(question.result()).isNotDone();
        question.echo();

        assertThat(scores(patient)).containsExactly(1.0);
    }

    @Test
    void who_has_more_time_than_the_one_who_asked_asks_itself() {
        CompletableFuture<RerankResponse> hasty = cache.rerankAsync(
                request("1").toBuilder().timeout(Duration.ofSeconds(30)).build());
        Question question = model.awaitQuestion();
        CompletableFuture<RerankResponse> patient = cache.rerankAsync(request("1"));
        CompletableFuture<RerankResponse> asPatient = cache.rerankAsync(request("1"));

        question.result().completeExceptionally(new TimeoutException("the time of the first is up"));

        assertThatThrownBy(() -> hasty.get(20, TimeUnit.SECONDS)).hasCauseInstanceOf(TimeoutException.class);
        Question again = model.awaitQuestion();
        assertThat(again.request().timeout()).isEmpty();
        again.echo();
        assertThat(scores(patient)).containsExactly(1.0);
        assertThat(scores(asPatient)).containsExactly(1.0);
        assertThat(model.requests).hasSize(2);
    }

    @Test
    void who_may_repeat_more_than_the_one_who_asked_asks_itself() {
        cache.rerankAsync(request("1").toBuilder().maxRetries(0).build());
        Question question = model.awaitQuestion();
        CompletableFuture<RerankResponse> patient = cache.rerankAsync(request("1", "2"));
        Question own = model.awaitQuestion();

        question.result().completeExceptionally(new InternalServerException("on purpose"));
        Question again = model.awaitQuestion();
        again.echo();
        own.echo();

        assertThat(again.documents()).containsExactly("1");
        assertThat(again.request().maxRetries()).isEmpty();
        assertThat(scores(patient)).containsExactly(1.0, 2.0);
        assertThat(patient.join().attempts()).isEqualTo(2);
    }

    @Test
    void a_failure_that_more_patience_cannot_change_is_that_of_all() {
        RerankRequest hasty = request("1").toBuilder().maxRetries(0).build();
        CompletableFuture<RerankResponse> first = cache.rerankAsync(hasty);
        Question question = model.awaitQuestion();
        List<CompletableFuture<RerankResponse>> others = List.of(
                cache.rerankAsync(hasty), cache.rerankAsync(request("1")), cache.rerankAsync(request("1", "2")));
        model.awaitQuestion();

        question.result().completeExceptionally(new IllegalArgumentException("on purpose"));

        assertThatThrownBy(first::join).hasCauseInstanceOf(IllegalArgumentException.class);
        for (CompletableFuture<RerankResponse> other : others) {
            assertThatThrownBy(() -> other.get(20, TimeUnit.SECONDS))
                    .hasCauseInstanceOf(IllegalArgumentException.class);
        }
        assertThat(model.requests).hasSize(2);
    }

    @Test
    void no_call_fails_because_of_another_ones_document() {
        CompletableFuture<RerankResponse> first = cache.rerankAsync(request("1", "2"));
        Question question = model.awaitQuestion();
        CompletableFuture<RerankResponse> second = cache.rerankAsync(request("1"));
        CompletableFuture<RerankResponse> third = cache.rerankAsync(request("1", "1"));

        question.result().completeExceptionally(new IllegalArgumentException("document 1 is too long"));
        Question again = model.awaitQuestion();
        again.echo();

        assertThatThrownBy(first::join).hasCauseInstanceOf(IllegalArgumentException.class);
        assertThat(again.documents()).containsExactly("1");
        assertThat(scores(second)).containsExactly(1.0);
        assertThat(scores(third)).containsExactly(1.0, 1.0);
        assertThat(model.requests).hasSize(2);
    }

    @Test
    void a_call_without_a_time_of_its_own_does_not_take_that_of_the_model_twice() {
        try (CachingScoringModel hurried =
                CachingScoringModel.of(model).lateAfter(Duration.ZERO).build()) {
            CompletableFuture<RerankResponse> first = hurried.rerankAsync(request("1", "2"));
            Question question = model.awaitQuestion();
            CompletableFuture<RerankResponse> unlimited = hurried.rerankAsync(request("1"));
            CompletableFuture<RerankResponse> limited = hurried.rerankAsync(
                    request("2").toBuilder().timeout(Duration.ofMinutes(1)).build());

            question.result().completeExceptionally(new InternalServerException("after a long time"));

            assertThatThrownBy(() -> first.get(20, TimeUnit.SECONDS)).hasCauseInstanceOf(InternalServerException.class);
            assertThatThrownBy(() -> unlimited.get(20, TimeUnit.SECONDS))
                    .hasCauseInstanceOf(InternalServerException.class);
            model.awaitQuestion().echo();
            assertThat(scores(limited)).containsExactly(2.0);
            assertThat(model.requests).hasSize(2);
        }
    }

    @Test
    void who_would_repeat_nothing_waits_for_the_repeats_of_the_one_who_asked() {
        CompletableFuture<RerankResponse> repeating = cache.rerankAsync(request("1"));
        Question question = model.awaitQuestion();
        CompletableFuture<RerankResponse> hasty =
                cache.rerankAsync(request("1").toBuilder().maxRetries(0).build());

        question.echo();

        assertThat(scores(repeating)).containsExactly(1.0);
        assertThat(scores(hasty)).containsExactly(1.0);
        assertThat(question.request().maxRetries()).isEmpty();
        assertThat(hasty.join().attempts()).isZero();
        assertThat(model.requests).hasSize(1);
    }

    @Test
    void a_call_that_leaves_its_time_to_the_model_does_not_wait_for_one_that_may_end_before() {
        cache.rerankAsync(
                request("1").toBuilder().timeout(Duration.ofSeconds(30)).build());
        model.awaitQuestion();
        CompletableFuture<RerankResponse> second = cache.rerankAsync(request("1"));
        CompletableFuture<RerankResponse> third = cache.rerankAsync(request("1"));

        model.awaitQuestion().echo();

        assertThat(scores(second)).containsExactly(1.0);
        assertThat(scores(third)).containsExactly(1.0);
        assertThat(model.requests).hasSize(2);
    }

    @Test
    void a_dead_service_is_not_asked_once_per_caller() {
        List<CompletableFuture<RerankResponse>> calls = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            calls.add(cache.rerankAsync(
                    request("1").toBuilder().timeout(Duration.ofSeconds(30 + i)).build()));
        }
        Question question = model.awaitQuestion();
        model.manner = next -> next.result().completeExceptionally(new InternalServerException("dead"));
        question.result().completeExceptionally(new InternalServerException("dead"));

        for (CompletableFuture<RerankResponse> call : calls) {
            assertThatThrownBy(() -> call.get(20, TimeUnit.SECONDS)).hasCauseInstanceOf(InternalServerException.class);
        }
        assertThat(model.requests).hasSize(2);
    }

    @Test
    void a_listwise_flight_is_shared_as_a_whole() {
        AskedModel lists = new AskedModel().silent();
        lists.traits = builder -> builder.listwise(true);
        try (CachingScoringModel cached = CachingScoringModel.of(lists).build()) {
            CompletableFuture<RerankResponse> first = cached.rerankAsync(request("1", "2"));
            Question question = lists.awaitQuestion();
            CompletableFuture<RerankResponse> same = cached.rerankAsync(request("1", "2"));
            CompletableFuture<RerankResponse> turned = cached.rerankAsync(request("2", "1"));
            Question other = lists.awaitQuestion();

            assertThat(other.documents()).containsExactly("2", "1");
            question.echo();
            other.echo();

            assertThat(scores(first)).containsExactly(1.0, 2.0);
            assertThat(scores(same)).containsExactly(1.0, 2.0);
            assertThat(scores(turned)).containsExactly(2.0, 1.0);
            assertThat(lists.requests).hasSize(2);
        }
    }

    @Test
    void what_must_not_be_remembered_is_not_shared_either() {
        CompletableFuture<RerankResponse> first = cache.rerankAsync(
                request("1").toBuilder().input(Map.of("a", new Object())).build());
        Question question = model.awaitQuestion();
        CompletableFuture<RerankResponse> second = cache.rerankAsync(question.request());
        Question own = model.awaitQuestion();

        question.echo();
        own.echo();

        assertThat(scores(first)).isEqualTo(scores(second));
        assertThat(cache.rerankAsync(question.request())).isNotDone();
    }

    @Test
    void closing_ends_all_who_wait_and_what_they_wait_for() {
        List<CompletableFuture<RerankResponse>> calls =
                List.of(cache.rerankAsync(request("1")), cache.rerankAsync(request("1")));
        Question question = model.awaitQuestion();

        cache.close();

        for (CompletableFuture<RerankResponse> call : calls) {
            assertThatThrownBy(() -> call.get(20, TimeUnit.SECONDS)).hasCauseInstanceOf(IllegalStateException.class);
        }
        await().atMost(SOON).until(() -> question.result().isCancelled());
    }

    @Test
    void what_one_caller_does_with_its_scores_does_not_keep_another_waiting() {
        CountDownLatch release = new CountDownLatch(1);
        CompletableFuture<RerankResponse> first = cache.rerankAsync(request("1"));
        CompletableFuture<Void> blocked = first.thenAccept(response -> awaitQuietly(release));
        Question question = model.awaitQuestion();
        CompletableFuture<RerankResponse> second = cache.rerankAsync(request("1"));
        CompletableFuture<Void> blockedToo = second.thenAccept(response -> awaitQuietly(release));
        CompletableFuture<RerankResponse> third = cache.rerankAsync(request("1"));

        question.echo();

        assertThat(scores(third)).containsExactly(1.0);
        release.countDown();
        assertThat(blocked).succeedsWithin(SOON);
        assertThat(blockedToo).succeedsWithin(SOON);
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void ten_thousand_callers_of_one_document_ask_once() {
        List<CompletableFuture<RerankResponse>> calls = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            calls.add(cache.rerankAsync(request("1")));
        }
        Question question = model.awaitQuestion();
        for (int i = 0; i < calls.size(); i += 3) {
            calls.get(i).cancel(true);
        }

        question.echo();

        for (int i = 0; i < calls.size(); i++) {
            if (i % 3 != 0) {
                assertThat(scores(calls.get(i))).containsExactly(1.0);
            }
        }
        assertThat(model.requests).hasSize(1);
    }

    @Test
    void callers_that_come_and_go_at_random_have_all_their_own_scores_or_none() {
        AtomicInteger asked = new AtomicInteger();
        model.manner = question -> CompletableFuture.runAsync(() -> {
            if (asked.incrementAndGet() % 7 == 0) {
                question.result().completeExceptionally(new InternalServerException("on purpose"));
            } else {
                question.echo();
            }
        });
        Random random = new Random(42);
        List<CompletableFuture<RerankResponse>> calls = new ArrayList<>();
        for (int i = 0; i < 3000; i++) {
            String[] documents = random.ints(1 + random.nextInt(5), 0, 300)
                    .mapToObj(String::valueOf)
                    .toArray(String[]::new);
            RerankRequest request = request(documents).toBuilder()
                    .timeout(random.nextBoolean() ? null : Duration.ofMillis(1 + random.nextInt(40)))
                    .build();
            CompletableFuture<RerankResponse> call = cache.rerankAsync(request);
            calls.add(call.thenApply(response -> {
                for (int d = 0; d < documents.length; d++) {
                    assertThat(response.scores().get(d)).isEqualTo(Double.parseDouble(documents[d]));
                }
                return response;
            }));
            if (random.nextInt(4) == 0) {
                call.cancel(true);
            }
        }

        int succeeded = 0;
        for (CompletableFuture<RerankResponse> call : calls) {
            Throwable failure = call.handle((response, thrown) -> thrown)
                    .orTimeout(20, TimeUnit.SECONDS)
                    .join();
            Throwable cause = failure == null ? null : failure.getCause();
            succeeded += cause == null ? 1 : 0;
            assertThat(cause == null || cause instanceof LangChain4jException || cause instanceof CancellationException)
                    .as("%s", cause)
                    .isTrue();
        }
        assertThat(succeeded).isGreaterThan(500);
        await().atMost(SOON).until(() -> cache.underWay() == 0);
    }
}
