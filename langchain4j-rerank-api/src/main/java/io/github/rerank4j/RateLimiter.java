package io.github.rerank4j;

import dev.langchain4j.model.output.TokenUsage;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Decides when an attempt may start. One limiter may be shared by all models of an account. Called by many threads.
 */
@FunctionalInterface
public interface RateLimiter {

    /**
     * A permit for one attempt, as soon as there is one; first come, first served. Never blocks. Cancelling the future
     * leaves the queue. Where the limiter knows that no permit can come within {@link Demand#patience}, the future may
     * fail at once with a {@link NoPermitInTimeException}; any other failure fails the call too.
     */
    CompletableFuture<Permit> acquire(Demand demand);

    /**
     * Why this limiter cannot do its work now, for example because what it shares its limit through is away. A call
     * whose time is up while it waits for a permit says so in its message. Never blocks; by default null.
     *
     * @return one sentence or more without a full stop at the end and without secrets; null if all is well
     */
    default @Nullable String trouble() {
        return null;
    }

    /**
     * The right to one attempt. The core calls each method at most once, except for {@link #sent}, and one of the last
     * three always and last. Called on the threads that do the work; must not block. What a method throws goes to the
     * thread's handler of uncaught exceptions and ends nothing.
     */
    interface Permit {

        /**
         * The last byte of the request was written. Called again where nobody had looked at the request, because its
         * connection had ended, and it is sent once more; the last time counts.
         */
        default void sent() {}

        /** The service refused the attempt because there were too many. */
        default void rejected() {}

        /**
         * What the service counted, instead of what {@link Demand#tokens} estimated. After {@link #rejected} and before
         * the last three; not called where the service reports no usage.
         */
        default void used(TokenUsage usage) {}

        /** The reply was read, so the service has counted the request. */
        default void answered() {}

        /** The attempt is over without a reply; what was sent may still arrive. By default like {@link #answered}. */
        default void abandoned() {
            answered();
        }

        /** The attempt is over before anything was sent. By default like {@link #answered}. */
        default void unused() {
            answered();
        }
    }
}
