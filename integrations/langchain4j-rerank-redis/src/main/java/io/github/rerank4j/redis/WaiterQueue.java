package io.github.rerank4j.redis;

import io.github.rerank4j.NoPermitInTimeException;
import io.github.rerank4j.RateLimiter.Permit;
import io.github.rerank4j.concurrent.WaitingLine.Waiter;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * Those of this JVM who wait, in their order. What they are told is told after the lock is left. For one thread at a
 * time.
 */
final class WaiterQueue {

    private final Set<Waiter<Permit>> waiting = new LinkedHashSet<>();
    private final HeldPermits book;
    private final CompletionQueue deliveries;

    WaiterQueue(HeldPermits book, CompletionQueue deliveries) {
        this.book = book;
        this.deliveries = deliveries;
    }

    static SharedPermit ticket(Waiter<Permit> waiter) {
        return (SharedPermit) waiter.permit();
    }

    void add(Waiter<Permit> waiter) {
        waiting.add(waiter);
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

    List<Waiter<Permit>> first(int most) {
        return waiting.stream().limit(most).toList();
    }

    /** Takes somebody out and lets go of what was begun for them; false if they are out already. */
    boolean leave(Waiter<Permit> waiter) {
        boolean left = waiting.remove(waiter);
        if (left) {
            SharedPermit ticket = ticket(waiter);
            if (ticket.outOfPatience != null) {
                ticket.outOfPatience.cancel();
                ticket.outOfPatience = null;
            }
            if (ticket.doubtful) {
                book.back(ticket);
            }
            dropSubstitute(ticket);
        }
        return left;
    }

    /** Redis' permit is asked for again, or not needed. */
    void dropSubstitute(SharedPermit ticket) {
        CompletableFuture<Permit> other = ticket.substitute;
        if (other != null) {
            ticket.substitute = null;
            deliveries.add(() -> other.cancel(false));
        }
    }

    /** Hands a permit to somebody; false if they wait no more. */
    boolean give(Waiter<Permit> waiter) {
        boolean left = leave(waiter);
        if (left) {
            SharedPermit ticket = ticket(waiter);
            book.given(ticket);
            deliveries.add(() -> {
                if (!waiter.grant()) {
                    ticket.unused();
                }
            });
        }
        return left;
    }

    void fail(Waiter<Permit> waiter, Throwable reason) {
        if (leave(waiter)) {
            deliveries.add(() -> waiter.completeExceptionally(reason));
        }
    }

    /** Fails somebody who has less time than they would wait at least. */
    void failIfTooLate(Waiter<Permit> waiter, long leastWait, long now) {
        long left = Math.max(0, ticket(waiter).deadline - now);
        if (leastWait > left) {
            fail(waiter, new NoPermitInTimeException(Duration.ofNanos(leastWait), Duration.ofNanos(left)));
        }
    }
}
