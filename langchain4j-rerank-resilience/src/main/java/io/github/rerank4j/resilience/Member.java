package io.github.rerank4j.resilience;

import io.github.rerank4j.Reranker;
import java.time.Duration;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * A reranker of a chain.
 *
 * @param traits those of the reranker
 * @param within how long it may take at most; null for its share
 * @param minScore the score below which its documents are to be dropped: minus infinity for none, empty for the caller's
 */
record Member(String name, Reranker reranker, @Nullable Duration within, OptionalDouble minScore, Breaker breaker) {

    private static final Duration LONG_ENOUGH = Duration.ofSeconds(2);

    /** Whether a time-out shows something about the member, and not about the little time it was given. */
    boolean isLongEnough(Duration given) {
        Duration least = within == null || within.compareTo(LONG_ENOUGH) > 0 ? LONG_ENOUGH : within;
        return given.compareTo(least) >= 0;
    }
}
