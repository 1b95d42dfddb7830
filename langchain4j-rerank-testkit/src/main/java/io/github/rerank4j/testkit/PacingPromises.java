package io.github.rerank4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.langchain4j.model.output.TokenUsage;
import io.github.rerank4j.Demand;
import io.github.rerank4j.NoPermitInTimeException;
import io.github.rerank4j.RateLimiter;
import io.github.rerank4j.RateLimiter.Permit;
import io.github.rerank4j.service.RerankScoringModel;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A limiter gets what it needs to know, and what it knows is not waited for. */
interface PacingPromises extends ContractCase {

    @ParameterizedTest
    @EnumSource(Way.class)
    default void a_limiter_is_asked_for_each_attempt_and_hears_what_it_used(Way way) {
        List<Demand> asked = new CopyOnWriteArrayList<>();
        List<String> heard = new CopyOnWriteArrayList<>();
        server().enqueue(refused(Refusal.THROTTLED, "slow down").retryAfter("0"), scored("0.5", "0.25"));
        List<Long> tokens = new CopyOnWriteArrayList<>();
        RateLimiter limiter = demand -> {
            tokens.add(demand.tokens());
            asked.add(demand);
            return CompletableFuture.completedFuture(noting(heard));
        };

        way.score(model(configured().rateLimiter(limiter).timeout(Duration.ofHours(1))), "first", "second");

        assertThat(asked).hasSize(2).allSatisfy(demand -> {
            assertThat(demand.documents()).isEqualTo(2);
            assertThat(demand.characters()).isEqualTo("the question of this test".length() + 11L);
            assertThat(demand.provider()).isNotEmpty();
            assertThat(demand.patience()).isBetween(Duration.ofMinutes(50), Duration.ofHours(1));
        });
        assertThat(tokens)
                .hasSize(2)
                .allSatisfy(estimate -> assertThat(estimate).isBetween(10L, 30L));
        assertThat(heard).containsExactly("rejected", "answered", "used " + TOKENS, "answered");
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    default void usage_that_a_service_does_not_report_is_not_told_to_a_limiter(Way way) {
        List<String> heard = new CopyOnWriteArrayList<>();
        server().enqueue(withoutUsage("0.5"));

        way.score(model(configured().rateLimiter(demand -> CompletableFuture.completedFuture(noting(heard)))), "a");

        assertThat(heard).containsExactly("answered");
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    default void a_permit_that_cannot_come_in_time_fails_the_call_at_once(Way way) {
        List<Demand> asked = new CopyOnWriteArrayList<>();
        RateLimiter limiter = demand -> {
            asked.add(demand);
            return CompletableFuture.failedFuture(new NoPermitInTimeException(Duration.ofHours(2), demand.patience()));
        };
        RerankScoringModel model = model(
                configured().rateLimiter(limiter).timeout(Duration.ofHours(1)).maxRetries(5));

        Throwable failure = catchThrowable(() -> way.score(model, "a"));

        assertThat(failure)
                .isInstanceOf(NoPermitInTimeException.class)
                .hasMessageContainingAll("not sent", "7200 s", "timeout (3600 s)");
        assertThat(((NoPermitInTimeException) failure).leastWait()).isEqualTo(Duration.ofHours(2));
        assertThat(asked).hasSize(1);
        assertThat(server().requestCount()).isZero();
    }

    private static Permit noting(List<String> heard) {
        return new Permit() {
            @Override
            public void rejected() {
                heard.add("rejected");
            }

            @Override
            public void used(TokenUsage usage) {
                heard.add("used " + usage.totalTokenCount());
            }

            @Override
            public void answered() {
                heard.add("answered");
            }
        };
    }
}
