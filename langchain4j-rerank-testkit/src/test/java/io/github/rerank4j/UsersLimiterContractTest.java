package io.github.rerank4j;

import io.github.rerank4j.concurrent.Timers;
import io.github.rerank4j.testkit.RateLimiterContract;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The contract is no affair of our own limiters alone. */
class UsersLimiterContractTest extends RateLimiterContract {

    private final HandDrivenClock clock = new HandDrivenClock();

    @Override
    public RateLimiter limiter() {
        return new TurnBased(permits(), period(), clock.timers());
    }

    @Override
    public void pass(Duration time) {
        clock.pass(time);
    }

    @Override
    public int permits() {
        return 7;
    }

    @Override
    public Duration period() {
        return Duration.ofSeconds(10);
    }

    @Override
    public boolean failsEarly() {
        return false;
    }

    /** What a user might write: so many turns, each of which comes back some time after its attempt is over. */
    private static final class TurnBased implements RateLimiter {

        private final Deque<CompletableFuture<Permit>> waiting = new ArrayDeque<>();
        private final Duration period;
        private final Timers timers;
        private int free;

        TurnBased(int permits, Duration period, Timers timers) {
            this.free = permits;
            this.period = period;
            this.timers = timers;
        }

        @Override
        public CompletableFuture<Permit> acquire(Demand demand) {
            CompletableFuture<Permit> permit = new CompletableFuture<>();
            synchronized (this) {
                waiting.add(permit);
            }
            serve();
            return permit;
        }

        private void serve() {
            for (CompletableFuture<Permit> next = next(); next != null; next = next()) {
                if (!next.complete(new Turn())) {
                    giveBack();
                }
            }
        }

        private synchronized @Nullable CompletableFuture<Permit> next() {
            waiting.removeIf(CompletableFuture::isDone);
            if (free == 0 || waiting.isEmpty()) {
                return null;
            }
            free--;
            return waiting.remove();
        }

        private synchronized void giveBack() {
            free++;
        }

        private final class Turn implements Permit {

            @Override
            public void answered() {
                comesBackAfter(period);
            }

            @Override
            public void abandoned() {
                comesBackAfter(period.plusMillis(100));
            }

            @Override
            public void unused() {
                comesBackAfter(Duration.ZERO);
            }

            private void comesBackAfter(Duration time) {
                Runnable back = () -> {
                    giveBack();
                    serve();
                };
                if (time.isZero()) {
                    back.run();
                } else {
                    timers.after(time, back);
                }
            }
        }
    }
}
