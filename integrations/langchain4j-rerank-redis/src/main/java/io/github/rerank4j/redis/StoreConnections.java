package io.github.rerank4j.redis;

import io.lettuce.core.RedisException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The connection of a store. One that is lost or silent is replaced with the next question, at most once a second. Safe
 * for use by many threads.
 */
final class StoreConnections {

    private static final long BETWEEN_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Supplier<StoreCommands> opening;
    private final LongSupplier nanoTime;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile @Nullable StoreLink link;
    private boolean closed;

    /**
     * Has no connection yet.
     *
     * @param opening opens one; may block
     */
    StoreConnections(Supplier<StoreCommands> opening, LongSupplier nanoTime) {
        this.opening = opening;
        this.nanoTime = nanoTime;
    }

    /** Asks on the connection that there is; a failed future where there is none to be had now. */
    <T> CompletableFuture<T> ask(Function<StoreCommands, CompletionStage<T>> question) {
        StoreLink current = current();
        return current == null
                ? CompletableFuture.failedFuture(new RedisException("this score store is closed"))
                : current.ask(question);
    }

    /** The link to ask on; null once the store is closed. */
    private @Nullable StoreLink current() {
        StoreLink usual = link;
        if (usual != null && !usual.isLost()) {
            return usual;
        }
        lock.lock();
        try {
            StoreLink latest = link;
            if (!closed && (latest == null || (latest.isLost() && latest.isOlderThan(BETWEEN_NANOS)))) {
                end(latest);
                latest = StoreLink.open(opening, nanoTime);
                link = latest;
            }
            return latest;
        } finally {
            lock.unlock();
        }
    }

    /** Waits a moment for the connection to be closed, so that a client that is closed next does not find it half open. */
    void close() {
        lock.lock();
        try {
            closed = true;
            end(link).completeOnTimeout(null, 1, TimeUnit.SECONDS).join();
            link = null;
        } finally {
            lock.unlock();
        }
    }

    private static CompletableFuture<Void> end(@Nullable StoreLink link) {
        return link == null ? CompletableFuture.completedFuture(null) : link.close();
    }
}
