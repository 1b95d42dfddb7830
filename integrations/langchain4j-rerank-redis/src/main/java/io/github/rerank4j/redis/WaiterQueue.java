package io.github.rerank4j.redis;

import io.github.rerank4j.NoPermitInTimeException;
import io.github.rerank4j.RateLimiter.Permit;
import io.github.rerank4j.concurrent.WaitingLine.Waiter;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * The waiters of this JVM, in their order. Their futures are completed after the lock is left. For one thread at a time.
 */
final class WaiterQueue {

    /** A caller and its waiter may go by two clocks. */
    private static final long EARLY = TimeUnit.MILLISECONDS.toNanos(20);

    private final Set<Waiter<Permit>> waiting = new LinkedHashSet<>();

    /** Those of them whose whole patience is shorter than a silence of Redis. */
    private final Set<Waiter<Permit>> shortOnes = new LinkedHashSet<>();

    private final HeldPermits held;
    private final CompletionQueue completions;

    WaiterQueue(HeldPermits held, CompletionQueue completions) {
        this.held = held;
        this.completions = completions;
    }

    static SharedPermit permitOf(Waiter<Permit> waiter) {
        return (SharedPermit) waiter.permit();
    }

    void add(Waiter<Permit> waiter, long now) {
        waiting.add(waiter);
        if (permitOf(waiter).deadline - now < CallLoop.SILENCE) {
            shortOnes.add(waiter);
        }
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    int size() {
        return waiting.size();
    }

    boolean has(Waiter<Permit> waiter) {
        return waiting.contains(waiter);
    }

    boolean isFirst(Waiter<Permit> waiter) {
        return !waiting.isEmpty() && waiting.iterator().next() == waiter;
    }

    /** Whether a waiter whose whole patience was shorter than a silence of Redis has none left. */
    boolean isShortOneOutOfTime(long now) {
        return shortOnes.stream().anyMatch(waiter -> permitOf(waiter).deadline - EARLY <= now);
    }

    List<Waiter<Permit>> first(int most) {
        return waiting.stream().limit(most).toList();
    }

    /** Takes a waiter out and ends what was begun for it; false if it is out already. */
    boolean leave(Waiter<Permit> waiter) {
        boolean left = waiting.remove(waiter);
        if (left) {
            shortOnes.remove(waiter);
            SharedPermit permit = permitOf(waiter);
            if (permit.outOfPatience != null) {
                permit.outOfPatience.cancel();
                permit.outOfPatience = null;
            }
            if (permit.doubtful) {
                held.back(permit);
            }
            dropSubstitute(permit);
        }
        return left;
    }

    /** Cancels what was asked for instead of Redis' permit: Redis is asked again, or no permit is needed. */
    void dropSubstitute(SharedPermit permit) {
        CompletableFuture<Permit> other = permit.substitute;
        if (other != null) {
            permit.substitute = null;
            completions.add(() -> other.cancel(false));
        }
    }

    /** Hands a waiter its permit; false if it waits no more. */
    boolean give(Waiter<Permit> waiter) {
        boolean left = leave(waiter);
        if (left) {
            SharedPermit permit = permitOf(waiter);
            held.given(permit);
            completions.add(() -> {
                if (!waiter.grant()) {
                    permit.unused();
                }
            });
        }
        return left;
    }

    void fail(Waiter<Permit> waiter, Throwable reason) {
        if (leave(waiter)) {
            completions.add(() -> waiter.completeExceptionally(reason));
        }
    }

    /** Fails a waiter that has less time than it would wait at least. */
    void failIfTooLate(Waiter<Permit> waiter, long leastWait, long now) {
        long left = Math.max(0, permitOf(waiter).deadline - now);
        if (leastWait > left) {
            fail(waiter, new NoPermitInTimeException(Duration.ofNanos(leastWait), Duration.ofNanos(left)));
        }
    }
}
