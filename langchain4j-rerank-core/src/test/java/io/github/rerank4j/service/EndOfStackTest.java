package io.github.rerank4j.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Wherever the stack ends within a call, the next one finds all that it needs. */
@Timeout(300)
class EndOfStackTest extends BrokenHandlerCase {

    @Test
    void calls_from_the_end_of_the_stack_leave_nothing_behind() throws InterruptedException {
        try (RerankScoringModel model = model(service.scores())
                .maxConcurrentRequests(2)
                .requestsPerSecond(1000)
                .timeout(Duration.ofSeconds(30))
                .build()) {
            assertThat(model.rerank(REQUEST).scores()).containsExactly(0.5);
            for (int i = 0; i < 3; i++) {
                onSmallStack(() -> fromTheEndOfTheStack(0, depth -> model.rerank(REQUEST)));
                onSmallStack(() -> fromTheEndOfTheStack(
                        0,
                        depth -> model.rerankAsync(REQUEST)
                                .orTimeout(20, TimeUnit.SECONDS)
                                .join()));
            }

            for (int i = 0; i < 5; i++) {
                assertThat(model.rerank(REQUEST).scores()).containsExactly(0.5);
            }
        }
    }

    /** Tries at each of the last frames there are, up to the first that is enough. */
    @SuppressWarnings("InfiniteRecursion")
    private static boolean fromTheEndOfTheStack(int depth, Consumer<Integer> call) {
        boolean deeper;
        try {
            deeper = fromTheEndOfTheStack(depth + 1, call);
        } catch (StackOverflowError end) {
            deeper = true;
        }
        if (deeper) {
            try {
                call.accept(depth);
                return false;
            } catch (Throwable tooDeep) {
                return true;
            }
        }
        return false;
    }

    private static void onSmallStack(Runnable work) throws InterruptedException {
        Thread thread = new Thread(null, work, "small-stack", 256 * 1024);
        thread.setDaemon(true);
        thread.start();
        thread.join(240_000);
        assertThat(thread.isAlive()).isFalse();
    }
}
