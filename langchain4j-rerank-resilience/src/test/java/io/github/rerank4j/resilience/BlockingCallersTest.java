package io.github.rerank4j.resilience;

import static io.github.rerank4j.resilience.CachingScoringModelTest.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.rerank4j.RerankRequest;
import io.github.rerank4j.RerankResponse;
import io.github.rerank4j.ScoreOutput;
import io.github.rerank4j.ScoreScale;
import io.github.rerank4j.resilience.AskedModel.Question;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Code of one caller that blocks is no matter of those who need the same scores. */
class BlockingCallersTest {

    private static final Duration SOON = Duration.ofSeconds(20);

    private final CountDownLatch release = new CountDownLatch(1);
    private final AskedModel model = new AskedModel().silent();
    private CachingScoringModel cache = CachingScoringModel.of(model).build();

    @AfterEach
    void close() {
        release.countDown();
        cache.close();
    }

    private void block() {
        try {
            release.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private RerankRequest blocking(String... documents) {
        return request(documents).toBuilder()
                .scores(new ScoreOutput() {
                    @Override
                    public double of(double raw, ScoreScale rawScale) {
                        block();
                        return raw;
                    }

                    @Override
                    public ScoreScale scale(ScoreScale rawScale) {
                        return rawScale;
                    }
                })
                .build();
    }

    @Test
    void an_output_that_blocks_keeps_its_own_call_waiting_and_no_other() {
        CompletableFuture<RerankResponse> first = cache.rerankAsync(blocking("1"));
        Question question = model.awaitQuestion();
        CompletableFuture<RerankResponse> second = cache.rerankAsync(request("1"));

        question.echo();

        assertThat(second).succeedsWithin(SOON);
        assertThat(cache.underWay()).isZero();
        model.manner = Question::echo;
        assertThat(cache.rerankAsync(request("1"))).succeedsWithin(SOON);
        assertThat(first).isNotDone();
        release.countDown();
        assertThat(first).succeedsWithin(SOON);
        assertThat(cache.rerank(request("1")).cached()).isTrue();
    }

    @Test
    void an_output_that_blocks_one_who_waits_keeps_no_other_waiting() throws InterruptedException {
        CompletableFuture<RerankResponse> first = cache.rerankAsync(request("1", "2"));
        Question question = model.awaitQuestion();
        Thread caller = new Thread(() -> cache.rerank(blocking("1")));
        caller.start();
        await().atMost(SOON).until(() -> cache.misses() == 3);
        CompletableFuture<RerankResponse> third = cache.rerankAsync(request("1"));

        CompletableFuture.runAsync(question::echo);

        assertThat(third).succeedsWithin(SOON);
        assertThat(first).succeedsWithin(SOON);
        release.countDown();
        caller.join();
    }

    @Test
    void what_an_output_of_a_caller_who_has_left_accepts_is_kept_all_the_same() {
        release.countDown();
        CompletableFuture<RerankResponse> first = cache.rerankAsync(blocking("1"));
        Question question = model.awaitQuestion();
        CompletableFuture<RerankResponse> second = cache.rerankAsync(request("1"));
        first.cancel(true);

        question.echo();

        assertThat(second).succeedsWithin(SOON);
        model.manner = Question::echo;
        await().atMost(SOON).until(() -> cache.rerank(request("1")).cached());
    }

    @Test
    void a_context_that_blocks_does_not_hold_back_what_others_wait_for() {
        ThreadLocal<Boolean> blocks = ThreadLocal.withInitial(() -> false);
        cache = CachingScoringModel.of(model)
                .contextCapture(() -> {
                    boolean broken = blocks.get();
                    Thread caller = Thread.currentThread();
                    return task -> broken
                            ? () -> {
                                if (Thread.currentThread() != caller) {
                                    block();
                                }
                                task.run();
                            }
                            : task;
                })
                .build();
        blocks.set(true);
        CompletableFuture<RerankResponse> first = cache.rerankAsync(request("1"));
        blocks.set(false);
        CompletableFuture<RerankResponse> second = cache.rerankAsync(request("1"));

        model.awaitQuestion().echo();

        assertThat(second).succeedsWithin(SOON);
        first.cancel(true);
        release.countDown();
        await().atMost(SOON).until(() -> cache.underWay() == 0);
        assertThat(model.requests).hasSize(1);
    }
}
