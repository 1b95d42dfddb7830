package io.github.rerank4j;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.rerank4j.concurrent.Timers;
import io.github.rerank4j.testkit.RateLimiterContract;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** A contract that a broken limiter keeps is none. */
class BrokenLimitersTest {

    private static final int PERMITS = 7;
    private static final Duration PERIOD = Duration.ofSeconds(10);
    private static final long MOMENT = Duration.ofMillis(20).toNanos();

    @Test
    void one_that_loses_a_permit_to_whoever_cancels_at_that_moment_is_found() {
        RateLimiterContract contract = contract(Losing::new);

        assertThatThrownBy(contract::a_permit_that_meets_its_cancellation_is_not_lost)
                .isInstanceOf(AssertionError.class);
    }

    @Test
    void one_that_frees_a_permit_for_each_time_a_request_is_sent_is_found() {
        RateLimiterContract contract = contract(FreeingTwice::new);

        assertThatThrownBy(contract::what_is_sent_twice_is_one_attempt_and_under_way_until_it_cannot_arrive_any_more)
                .isInstanceOf(AssertionError.class);
    }

    private static RateLimiterContract contract(Function<Timers, RateLimiter> broken) {
        HandDrivenClock clock = new HandDrivenClock();
        return new RateLimiterContract() {
            @Override
            public RateLimiter limiter() {
                return broken.apply(clock.timers());
            }

            @Override
            public int permits() {
                return PERMITS;
            }

            @Override
            public Duration period() {
                return PERIOD;
            }

            @Override
            public void pass(Duration time) {
                clock.pass(time);
            }
        };
    }

    private static final class Losing extends TurnBased {

        Losing(Timers timers) {
            super(PERMITS, PERIOD, timers);
        }

        /** The moment lasts, so that it is met for sure. */
        @Override
        void give(CompletableFuture<Permit> next, Turn turn) {
            long begun = System.nanoTime();
            while (!next.isDone() && System.nanoTime() - begun < MOMENT) {
                LockSupport.parkNanos(1);
            }
            next.complete(turn);
        }
    }

    private static final class FreeingTwice extends TurnBased {

        FreeingTwice(Timers timers) {
            super(PERMITS, PERIOD, timers);
        }

        @Override
        Turn turn() {
            return new Turn() {

                private boolean sent;

                @Override
                public void sent() {
                    if (sent) {
                        comesBackAfter(PERIOD.plusMillis(100));
                    }
                    sent = true;
                }
            };
        }
    }
}
