package io.github.rerank4j.resilience;

import io.github.rerank4j.concurrent.Futures;
import io.github.rerank4j.concurrent.Threads;
import io.github.rerank4j.concurrent.Timers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Scores in a store of the user's, which is asked on platform threads of ours, because it may pin a carrier, and not
 * waited for longer than 50 ms. While 32 questions are late, it is asked nothing: it may hang, and each of them holds a
 * thread. Those that are not late yet are not counted, so a burst of calls may take more threads.
 *
 * <p>The first question of a healthy store opens its connection and may be late for that. Until its first answer a late
 * question is therefore no error, for ten seconds.
 */
final class UsersStore implements KnownScores {

    static final Duration LONGEST = Duration.ofMillis(50);
    static final Duration LONGEST_OPENING = Duration.ofSeconds(10);
    static final int MOST_LATE = 32;
    private static final long NEVER = -1;

    private final ScoreStore store;
    private final Duration timeToLive;
    private final long longestNanos;
    private final Executor threads;
    private final Timers timers;
    private final StoreTally tally;
    private final AtomicInteger late = new AtomicInteger();
    private final AtomicLong firstAsked = new AtomicLong(NEVER);
    private volatile boolean hasAnswered;

    /**
     * A store of the user's.
     *
     * @param longest how long it is waited for
     * @param threads not virtual ones
     */
    UsersStore(
            ScoreStore store,
            Duration timeToLive,
            Duration longest,
            Executor threads,
            Timers timers,
            StoreTally tally) {
        this.store = store;
        this.timeToLive = timeToLive;
        this.longestNanos = longest.toNanos();
        this.threads = threads;
        this.timers = timers;
        this.tally = tally;
    }

    @Override
    public void find(Keys keys, long patienceNanos, Consumer<double @Nullable []> found) {
        Map<ScoreKey, Integer> places = new HashMap<>();
        List<ScoreKey> each = new ArrayList<>();
        for (int i = 0; i < keys.all(); i++) {
            ScoreKey key = keys.of(i);
            if (key != null && places.putIfAbsent(key, each.size()) == null) {
                each.add(key);
            }
        }
        if (each.isEmpty()) {
            found.accept(null);
            return;
        }
        List<ScoreKey> asked = Collections.unmodifiableList(each);
        ask(
                () -> store.getAll(asked),
                Math.min(patienceNanos, longestNanos),
                scores -> found.accept(spread(keys, places, scores)));
    }

    /** One per key; null without an answer, or for want of memory. */
    private double @Nullable [] spread(Keys keys, Map<ScoreKey, Integer> places, double @Nullable [] scores) {
        try {
            if (scores != null && scores.length != places.size()) {
                tally.error("returned {} scores, which is not one per key", scores.length);
                return null;
            }
            return scores == null ? null : spreadAll(keys, places, scores);
        } catch (Throwable lacking) {
            return null;
        }
    }

    private double[] spreadAll(Keys keys, Map<ScoreKey, Integer> places, double[] scores) {
        double[] known = new double[keys.all()];
        Arrays.fill(known, Double.NaN);
        boolean infinite = false;
        for (int i = 0; i < known.length; i++) {
            Integer place = places.get(keys.of(i));
            if (place != null) {
                infinite |= Double.isInfinite(scores[place]);
                known[i] = scores[place];
            }
        }
        if (infinite) {
            tally.error("returned {}, which is no score", Double.POSITIVE_INFINITY);
        }
        return known;
    }

    @Override
    public boolean keepsAtOnce() {
        return false;
    }

    @Override
    public void keep(List<ScoreKey> keys, double[] scores, Runnable kept) {
        List<ScoreKey> asked = Collections.unmodifiableList(keys);
        ask(
                () -> store.putAll(asked, scores, timeToLive).thenApply(nothing -> Boolean.TRUE),
                longestNanos,
                done -> kept.run());
    }

    /** Hands over the answer, or null without one; once. */
    private <T> void ask(Supplier<CompletableFuture<T>> asking, long patienceNanos, Consumer<@Nullable T> answer) {
        if (late.get() >= MOST_LATE) {
            tally.error("has not come back from {} questions", MOST_LATE);
            answer.accept(null);
            return;
        }
        Wait<T> wait = new Wait<>(answer, patienceNanos);
        firstAsked.compareAndSet(NEVER, timers.now());
        try {
            wait.limit = timers.after(patienceNanos, () -> tooLate(wait));
            Threads.handOver(threads, () -> ask(asking, wait), refused -> refused(wait, refused));
        } catch (Throwable lacking) {
            end(wait, null, lacking);
        }
    }

    private <T> void ask(Supplier<CompletableFuture<T>> asking, Wait<T> wait) {
        try {
            CompletableFuture<T> asked = asking.get();
            wait.asked = asked;
            if (wait.answered.get()) {
                Futures.cancel(asked);
            }
            if (asked.isDone()) {
                asked.whenComplete((scores, failure) -> end(wait, scores, failure));
            } else {
                // its thread may be the only one that the store has
                asked.whenComplete((scores, failure) -> Threads.handOver(
                        threads, () -> end(wait, scores, failure), refused -> end(wait, scores, failure)));
            }
        } catch (Throwable broken) {
            end(wait, null, broken);
        }
    }

    private <T> void tooLate(Wait<T> wait) {
        if (!wait.answered.compareAndSet(false, true)) {
            return;
        }
        wait.isLate = true;
        late.incrementAndGet();
        try {
            if (wait.over.get()) {
                cameBack(wait);
            }
            if (wait.patienceNanos == longestNanos && !isOpening()) {
                tally.error("took longer than {} ms", TimeUnit.NANOSECONDS.toMillis(longestNanos));
            }
        } finally {
            wait.answer.accept(null);
        }
        CompletableFuture<T> asked = wait.asked;
        if (asked != null) {
            Futures.cancel(asked);
        }
    }

    private boolean isOpening() {
        return !hasAnswered && timers.now() - firstAsked.get() < LONGEST_OPENING.toNanos();
    }

    private <T> void end(Wait<T> wait, @Nullable T scores, @Nullable Throwable failure) {
        wait.over.set(true);
        cameBack(wait);
        boolean isInTime = wait.answered.compareAndSet(false, true);
        // what is late has been cancelled, which ends it as a failure
        if (isInTime || failure == null) {
            hasAnswered = true;
        }
        if (!isInTime) {
            return;
        }
        try {
            Timers.Entry limit = wait.limit;
            if (limit != null) {
                limit.cancel();
            }
            if (failure != null) {
                tally.error(Futures.unwrapped(failure));
            } else if (scores == null) {
                tally.error("returned {}", "null");
            }
        } finally {
            wait.answer.accept(scores);
        }
    }

    /** That this cache is closed is no fault of the store. */
    private <T> void refused(Wait<T> wait, Throwable refused) {
        if (!(refused instanceof RejectedExecutionException)) {
            end(wait, null, refused);
        } else if (wait.answered.compareAndSet(false, true)) {
            wait.answer.accept(null);
        }
    }

    private <T> void cameBack(Wait<T> wait) {
        if (wait.isLate && wait.back.compareAndSet(false, true)) {
            late.decrementAndGet();
        }
    }

    /** One question to the store. */
    private static final class Wait<T> {

        private final Consumer<@Nullable T> answer;
        private final long patienceNanos;
        private final AtomicBoolean answered = new AtomicBoolean();
        private final AtomicBoolean over = new AtomicBoolean();
        private final AtomicBoolean back = new AtomicBoolean();
        private volatile boolean isLate;
        private volatile Timers.@Nullable Entry limit;
        private volatile @Nullable CompletableFuture<T> asked;

        Wait(Consumer<@Nullable T> answer, long patienceNanos) {
            this.answer = answer;
            this.patienceNanos = patienceNanos;
        }
    }
}
