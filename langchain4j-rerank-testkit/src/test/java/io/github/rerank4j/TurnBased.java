package io.github.rerank4j;

import io.github.rerank4j.concurrent.Timers;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** What a user might write: so many turns, each of which comes back some time after its attempt is over. */
class TurnBased implements RateLimiter {

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
            give(next, turn());
        }
    }

    Turn turn() {
        return new Turn();
    }

    void give(CompletableFuture<Permit> next, Turn turn) {
        if (!next.complete(turn)) {
            giveBack();
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

    synchronized void giveBack() {
        free++;
    }

    class Turn implements Permit {

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

        final void comesBackAfter(Duration time) {
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
