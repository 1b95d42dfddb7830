package io.github.rerank4j.testkit;

import dev.langchain4j.model.output.TokenUsage;
import io.github.rerank4j.Demand;
import io.github.rerank4j.RateLimiter;
import io.github.rerank4j.RateLimiter.Permit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.function.ToLongFunction;

/**
 * Attempts on their way to a service that notes when they arrive, in steps of a thousandth of a period. They connect,
 * travel and are answered as slowly as chance will have it, but travel for no more than a tenth of a period.
 */
final class Traffic {

    /** So many steps are a period. */
    static final int STEPS = 1000;

    private static final int MOST_ESTIMATED = 10;

    private final RateLimiter limiter;
    private final long travels;
    private final Random random;
    private final PriorityQueue<Event> events =
            new PriorityQueue<>(Comparator.comparingLong(Event::step).thenComparingInt(Event::tie));
    private final List<Arrival> arrivals = new ArrayList<>();
    private long now;
    private int open;

    private record Event(long step, int tie, Runnable action) {}

    private record Arrival(long step, long tokens) {}

    /** Requests that take up to a tenth of a second, or of a shorter period, to arrive after the last byte was written. */
    Traffic(RateLimiter limiter, Duration period, Random random) {
        this.limiter = limiter;
        this.travels = Math.min(STEPS / 10, 100 * STEPS / Math.max(1, period.toMillis()));
        this.random = random;
    }

    void start(int attempts) {
        open = attempts;
        for (int i = 0; i < attempts; i++) {
            int estimate = 1 + random.nextInt(MOST_ESTIMATED);
            limiter.acquire(Demand.builder().tokens(estimate).build()).thenAccept(permit -> send(permit, estimate));
        }
    }

    void step() {
        now++;
        while (!events.isEmpty() && events.peek().step() <= now) {
            events.remove().action().run();
        }
    }

    boolean isOver() {
        return open == 0;
    }

    private void send(Permit permit, int estimate) {
        int fate = random.nextInt(20);
        if (fate == 0) {
            over(permit::unused);
            return;
        }
        int used = 1 + random.nextInt(estimate);
        long sent = now + random.nextInt(STEPS * 4 / 10);
        long arrived = sent + random.nextLong(travels + 1);
        long answered = arrived + (fate < 5 ? STEPS * 3 : random.nextInt(STEPS * 3 / 10));
        if (fate == 2) {
            // nobody had looked at it
            at(now + random.nextLong(sent - now + 1), permit::sent);
        }
        at(sent, permit::sent);
        at(arrived, () -> arrivals.add(new Arrival(now, used)));
        long abandoned = sent + random.nextLong(arrived - sent + 1);
        at(fate == 1 ? abandoned : answered, () -> over(() -> end(permit, fate, used)));
    }

    private void end(Permit permit, int fate, int used) {
        if (fate == 1) {
            permit.abandoned();
            return;
        }
        permit.used(new TokenUsage(used, 0, used));
        permit.answered();
    }

    private void over(Runnable end) {
        open--;
        end.run();
    }

    private void at(long step, Runnable action) {
        events.add(new Event(step, random.nextInt(), action));
    }

    long mostArrivalsInOnePeriod() {
        return most(arrival -> 1);
    }

    long mostTokensInOnePeriod() {
        return most(Arrival::tokens);
    }

    private long most(ToLongFunction<Arrival> weight) {
        List<Arrival> sorted = arrivals.stream()
                .sorted(Comparator.comparingLong(Arrival::step))
                .toList();
        long most = 0;
        long inside = 0;
        int first = 0;
        for (Arrival last : sorted) {
            inside += weight.applyAsLong(last);
            while (last.step() - sorted.get(first).step() >= STEPS) {
                inside -= weight.applyAsLong(sorted.get(first));
                first++;
            }
            most = Math.max(most, inside);
        }
        return most;
    }
}
