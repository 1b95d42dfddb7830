package io.github.rerank4j;

import dev.langchain4j.exception.RateLimitException;
import io.github.rerank4j.concurrent.Durations;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Nothing was sent and nobody waited, because a permit cannot come in the time that is left. Either a {@link RateLimiter}
 * has none, or the service has asked in an earlier reply not to be asked until later. The call shows nothing new about the
 * service. The attempt is not repeated.
 */
public class NoPermitInTimeException extends RateLimitException {

    private static final long serialVersionUID = 1L;

    private final Duration leastWait;

    /**
     * For limiters.
     *
     * @param leastWait the least time until there could have been a permit; null or negative counts as zero, which says
     *     nothing
     * @param patience the time there was; likewise
     */
    public NoPermitInTimeException(@Nullable Duration leastWait, @Nullable Duration patience) {
        this(
                "the rate limiter has no permit within " + Durations.readable(atLeastZero(patience))
                        + "; the first can come in " + Durations.readable(atLeastZero(leastWait)),
                leastWait,
                null);
    }

    /**
     * With a message and a cause of one's own.
     *
     * @param leastWait the least time until there could have been a permit; null or negative counts as zero, which says
     *     nothing
     */
    public NoPermitInTimeException(String message, @Nullable Duration leastWait, @Nullable Throwable cause) {
        super(message, cause);
        this.leastWait = atLeastZero(leastWait);
    }

    /** An exception that fails when it is made would hide what it is made for. */
    private static Duration atLeastZero(@Nullable Duration duration) {
        return duration == null || duration.isNegative() ? Duration.ZERO : duration;
    }

    /**
     * How long the attempt would have waited at least when it asked: a lower bound, more than there was time. Where a
     * limiter refused, it takes for granted that those who were there before neither give up nor give their permits back unused. Zero if the
     * limiter does not say.
     */
    public final Duration leastWait() {
        return leastWait;
    }
}
