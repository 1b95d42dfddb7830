package io.github.rerank4j.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.rerank4j.RateLimiter;
import io.github.rerank4j.RateLimiter.Permit;
import io.github.rerank4j.RerankResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whatever code of the user's does not return or comes late, each call ends, and nothing of it is lost. */
@Timeout(60)
class StuckCallbacksTest extends BrokenHandlerCase {

    @Test
    void a_limiter_whose_futures_refuse_to_be_cancelled_costs_no_slot() {
        boolean[] stuck = {true};
        RateLimiter limiter = demand -> stuck[0]
                ? new CompletableFuture<>() {
                    @Override
                    public boolean cancel(boolean mayInterruptIfRunning) {
                        throw new IllegalStateException("not to be cancelled");
                    }
                }
                : CompletableFuture.completedFuture(new Permit() {});
        try (RerankScoringModel model = model(service.scores())
                .rateLimiter(limiter)
                .timeout(Duration.ofSeconds(20))
                .build()) {
            for (int i = 0; i < 4; i++) {
                model.rerankAsync(REQUEST).cancel(true);
            }
            stuck[0] = false;

            assertThat(model.rerank(REQUEST).scores()).containsExactly(0.5);
        }
    }

    @Test
    void a_permit_that_comes_after_all_is_given_back_unused() {
        CompletableFuture<Permit> late = new CompletableFuture<>() {
            @Override
            public boolean cancel(boolean mayInterruptIfRunning) {
                return false;
            }
        };
        List<String> heard = new ArrayList<>();
        try (RerankScoringModel model =
                model(service.scores()).rateLimiter(demand -> late).build()) {
            model.rerankAsync(REQUEST).cancel(true);

            late.complete(new Permit() {
                @Override
                public void answered() {
                    heard.add("answered");
                }

                @Override
                public void unused() {
                    heard.add("unused");
                }
            });
        }

        assertThat(heard).containsExactly("unused");
    }

    @Test
    void who_blocks_on_the_failure_of_a_permit_holds_up_nobody() {
        AtomicInteger asked = new AtomicInteger();
        RateLimiter limiter = demand -> switch (asked.incrementAndGet()) {
            case 1 -> new CompletableFuture<>();
            case 2 -> CompletableFuture.failedFuture(new IllegalStateException("no quota"));
            default -> CompletableFuture.completedFuture(new Permit() {});
        };
        CountDownLatch thirdIsThere = new CountDownLatch(1);
        try (RerankScoringModel model = model(service.scores())
                .rateLimiter(limiter)
                .maxConcurrentRequests(1)
                .timeout(Duration.ofSeconds(5))
                .build()) {
            CompletableFuture<RerankResponse> first = model.rerankAsync(REQUEST);
            CompletableFuture<Map<String, String>> second =
                    model.rerankAsync(REQUEST).handle((response, failure) -> awaiting(thirdIsThere));
            CompletableFuture<RerankResponse> third = model.rerankAsync(REQUEST);

            CompletableFuture.runAsync(() -> first.cancel(true));

            assertThat(failureOf(third)).isNull();
            thirdIsThere.countDown();
            second.join();
        } finally {
            thirdIsThere.countDown();
        }
    }

    @Test
    void a_call_that_is_stuck_in_a_supplier_says_so() {
        CountDownLatch end = new CountDownLatch(1);
        try (RerankScoringModel model = model(service.scores())
                .maxConcurrentRequests(2)
                .timeout(Duration.ofSeconds(2))
                .customHeaders(() -> awaiting(end))
                .build()) {
            assertThat(failureOf(model.rerankAsync(REQUEST)))
                    .hasMessageContaining("waiting for the headers that customHeaders supplies for attempt 1")
                    .hasMessageEndingWith("; find out why the supplier of customHeaders does not return");
        } finally {
            end.countDown();
        }
    }

    @Test
    void a_call_that_is_stuck_in_the_supplier_of_its_key_says_so() {
        CountDownLatch end = new CountDownLatch(1);
        try (RerankScoringModel model = model(service.scores())
                .maxConcurrentRequests(2)
                .timeout(Duration.ofSeconds(2))
                .authorizer(attempt -> CompletableFuture.completedFuture(awaiting(end)))
                .build()) {
            assertThat(failureOf(model.rerankAsync(REQUEST)))
                    .hasMessageContaining("credentials for attempt 1")
                    .hasMessageEndingWith("; find out why the credentials provider or key supplier does not return");
        } finally {
            end.countDown();
        }
    }

    private static Map<String, String> awaiting(CountDownLatch end) {
        try {
            end.await(50, TimeUnit.SECONDS);
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
        return Map.of();
    }
}
