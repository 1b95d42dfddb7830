package io.github.rerank4j.spark;

import io.github.rerank4j.RateLimiter;

/**
 * A limiter and what has to be ended with it.
 *
 * @param limiter itself
 * @param end ends it and what it runs on; throws nothing
 */
record OwnedLimiter(RateLimiter limiter, Runnable end) {

    /** A limiter that owns nothing. */
    static OwnedLimiter of(RateLimiter limiter) {
        return new OwnedLimiter(limiter, () -> {});
    }
}
