package io.github.rerank4j.tencent;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps found credentials until they are due. There is one search at a time, shared by all who wait for it; nobody waits
 * while the credentials at hand are good for the next attempt.
 */
final class DefaultChain implements TencentCredentialsProvider {

    private static final Logger LOGGER = LoggerFactory.getLogger(TencentCredentialsProvider.class);

    /** Credentials with less time left may expire under way: waiting for new ones is better. */
    private static final Duration MARGIN = Duration.ofSeconds(30);

    /** How long a search rests after the last while the credentials at hand are still good. */
    private static final Duration REST = Duration.ofSeconds(10);

    private final Supplier<CompletableFuture<Lease>> search;
    private final Clock clock;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile @Nullable Lease held;
    private @Nullable CompletableFuture<TencentCredentials> refresh;
    private Instant restedAt = Instant.MIN;

    DefaultChain(Supplier<CompletableFuture<Lease>> search, Clock clock) {
        this.search = search;
        this.clock = clock;
    }

    static DefaultChain of(Surroundings surroundings) {
        return new DefaultChain(CredentialsSearch.around(surroundings)::find, surroundings.clock());
    }

    @Override
    public CompletionStage<TencentCredentials> credentials() {
        Instant now = clock.instant();
        Lease lease = held;
        if (lease != null && !lease.isDue(now)) {
            return CompletableFuture.completedFuture(lease.credentials());
        }
        CompletableFuture<TencentCredentials> refreshed = refreshed(now);
        return lease != null && isGood(lease, now)
                ? CompletableFuture.completedFuture(lease.credentials())
                : refreshed.minimalCompletionStage();
    }

    /** Drops these credentials, so that the next call waits for a search; others are kept. */
    @Override
    public void invalidate(TencentCredentials rejected) {
        lock.lock();
        try {
            if (held != null && held.credentials().equals(rejected)) {
                held = null;
            }
        } finally {
            lock.unlock();
        }
    }

    /** The search under way, or a new one where one is wanted. */
    private CompletableFuture<TencentCredentials> refreshed(Instant now) {
        CompletableFuture<TencentCredentials> mine = new CompletableFuture<>();
        lock.lock();
        try {
            if (refresh != null) {
                return refresh;
            }
            Lease lease = held;
            if (lease != null && (!lease.isDue(now) || (isGood(lease, now) && now.isBefore(restedAt)))) {
                return CompletableFuture.completedFuture(lease.credentials());
            }
            refresh = mine;
        } finally {
            lock.unlock();
        }
        searched().whenComplete((found, failure) -> end(mine, found, failure));
        return mine;
    }

    private CompletableFuture<Lease> searched() {
        try {
            return search.get();
        } catch (RuntimeException | Error failure) {
            return CompletableFuture.failedFuture(failure);
        }
    }

    private void end(CompletableFuture<TencentCredentials> mine, @Nullable Lease found, @Nullable Throwable failure) {
        Instant now = clock.instant();
        Lease kept;
        lock.lock();
        try {
            refresh = null;
            restedAt = now.plus(REST);
            held = found == null ? held : found;
            kept = held;
        } finally {
            lock.unlock();
        }
        if (found != null) {
            mine.complete(found.credentials());
        } else if (kept != null && kept.lasts(now)) {
            LOGGER.warn(
                    "the present Tencent Cloud credentials are used until {}, because fetching new ones failed: {};"
                            + " correct the source before then",
                    kept.expiresAt(),
                    reason(failure).getMessage());
            mine.complete(kept.credentials());
        } else {
            mine.completeExceptionally(reason(failure));
        }
    }

    private static Throwable reason(@Nullable Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        return cause == null ? new IllegalStateException("the search for credentials ended without any") : cause;
    }

    private static boolean isGood(Lease lease, Instant now) {
        return lease.lasts(now.plus(MARGIN));
    }
}
