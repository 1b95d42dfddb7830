package io.github.rerank4j.resilience;

import io.github.rerank4j.Reranker;
import io.github.rerank4j.RerankerTraits;
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
record Member(
        String name,
        Reranker reranker,
        RerankerTraits traits,
        @Nullable Duration within,
        OptionalDouble minScore,
        Breaker breaker) {

    private static final Duration LONG_ENOUGH = Duration.ofSeconds(2);

    /**
     * Whether a time-out shows something about the member, and not about the little time it was given.
     *
     * @param share what each member gets of a call that has all its time
     */
    boolean isLongEnough(Duration given, Duration share) {
        // a share is counted from a moment after the beginning of its call
        Duration least = least(LONG_ENOUGH, share.multipliedBy(9).dividedBy(10));
        return given.compareTo(within == null ? least : least(least, within)) >= 0;
    }

    private static Duration least(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
