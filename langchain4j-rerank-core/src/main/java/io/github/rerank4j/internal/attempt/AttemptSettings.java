package io.github.rerank4j.internal.attempt;

import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;

/**
 * How often and how long a request is tried, and what goes with it.
 *
 * @param timeout a whole call
 * @param attemptTimeout one attempt; at most {@code timeout}
 * @param maxRetries further attempts of one request
 * @param customHeaders the user's own headers
 * @param logRequests whether each attempt is logged
 * @param logResponses whether each reply is logged
 */
public record AttemptSettings(
        Duration timeout,
        Duration attemptTimeout,
        int maxRetries,
        Supplier<Map<String, String>> customHeaders,
        boolean logRequests,
        boolean logResponses) {

    /** Leaves the headers out: they may hold keys. */
    @Override
    public String toString() {
        return "AttemptSettings[timeout=" + timeout + ", attemptTimeout=" + attemptTimeout + ", maxRetries="
                + maxRetries + "]";
    }
}
