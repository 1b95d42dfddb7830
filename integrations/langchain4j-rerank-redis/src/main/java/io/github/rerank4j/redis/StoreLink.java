package io.github.rerank4j.redis;

import io.github.rerank4j.concurrent.Futures;
import io.github.rerank4j.concurrent.Threads;
import io.lettuce.core.RedisCommandTimeoutException;
import io.lettuce.core.RedisConnectionException;
import io.lettuce.core.RedisException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One connection, from the attempt to open it to its end. Lettuce keeps every question until it is answered, also one
 * that nobody waits for any more, and would keep them without bound while a Redis is away: here only so many are let
 * through. Safe for use by many threads.
 */
final class StoreLink {

    static final int MOST_UNANSWERED = 64;
    static final long SILENCE_NANOS = TimeUnit.SECONDS.toNanos(2);

    /** Lettuce waits for a server that accepts a connection and says nothing as long as for a command, a minute. */
    static final long CONNECTING_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final CompletableFuture<StoreCommands> wire = new CompletableFuture<>();
    private final LongSupplier nanoTime;
    private final long began;
    private final AtomicInteger unanswered = new AtomicInteger();
    private volatile long heard;

    private StoreLink(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.began = nanoTime.getAsLong();
        this.heard = began;
    }

    /** Begins to open a connection, on a thread of its own: Lettuce blocks, for a minute where nobody answers. */
    static StoreLink open(Supplier<StoreCommands> opening, LongSupplier nanoTime) {
        StoreLink link = new StoreLink(nanoTime);
        try {
            Threads.daemon(() -> link.connect(opening), "rerank4j-redis").start();
        } catch (Throwable lacking) {
            link.wire.completeExceptionally(lacking);
        }
        return link;
    }

    private void connect(Supplier<StoreCommands> opening) {
        try {
            StoreCommands opened = opening.get();
            heard = nanoTime.getAsLong();
            if (!wire.complete(opened)) {
                opened.close();
            }
        } catch (Throwable failure) {
            wire.completeExceptionally(failure);
        }
    }

    /** Whether no answer is to be expected on it any more. */
    boolean isLost() {
        if (!wire.isDone()) {
            return isOlderThan(CONNECTING_NANOS);
        }
        return wire.isCompletedExceptionally() || !wire.join().isAlive() || isSilent();
    }

    boolean isOlderThan(long nanos) {
        return nanoTime.getAsLong() - began >= nanos;
    }

    /**
     * Asks as soon as the connection is there. The future is not Lettuce's: a caller that cancels it no longer waits, and
     * the question still counts as unanswered.
     */
    <T> CompletableFuture<T> ask(Function<StoreCommands, CompletionStage<T>> question) {
        if (isLost() || isSilent()) {
            return CompletableFuture.failedFuture(away());
        }
        if (unanswered.get() == 0) {
            heard = nanoTime.getAsLong();
        }
        if (unanswered.getAndUpdate(StoreLink::oneMore) == MOST_UNANSWERED) {
            return CompletableFuture.failedFuture(
                    new RedisCommandTimeoutException(MOST_UNANSWERED + " questions are without an answer"));
        }
        CompletableFuture<T> answer = new CompletableFuture<>();
        wire.thenCompose(question).whenComplete((found, failure) -> answered(answer, found, failure));
        return answer;
    }

    private <T> void answered(CompletableFuture<T> answer, @Nullable T found, @Nullable Throwable failure) {
        heard = nanoTime.getAsLong();
        unanswered.decrementAndGet();
        if (failure == null) {
            answer.complete(found);
        } else {
            answer.completeExceptionally(Futures.unwrapped(failure));
        }
    }

    /** Fails questions that wait for the connection. Done when the connection is closed; throws nothing. */
    CompletableFuture<Void> close() {
        if (wire.completeExceptionally(away()) || wire.isCompletedExceptionally()) {
            return CompletableFuture.completedFuture(null);
        }
        return wire.thenCompose(StoreCommands::close).exceptionally(failure -> null);
    }

    private boolean isSilent() {
        return unanswered.get() > 0 && nanoTime.getAsLong() - heard > SILENCE_NANOS;
    }

    private static RedisException away() {
        return new RedisConnectionException("there is no connection to the Redis of this score store");
    }

    private static int oneMore(int unanswered) {
        return Math.min(unanswered + 1, MOST_UNANSWERED);
    }
}
