package io.github.rerank4j;

import dev.langchain4j.exception.RateLimitException;
import io.github.rerank4j.concurrent.Durations;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A {@link RateLimiter} gives no permit within the time that is left, so nothing was sent and nobody waited. It is our
 * own doing and says nothing about the service; the attempt is not repeated.
 */
public class NoPermitInTimeException extends RateLimitException {

    private static final long serialVersionUID = 1L;

    private final Duration leastWait;

    /**
     * For limiters.
     *
     * @param leastWait the least time until there could have been a permit
     * @param patience the time there was
     */
    public NoPermitInTimeException(Duration leastWait, Duration patience) {
        this(
                "the rate limiter has no permit within " + Durations.readable(patience) + "; the first can come in "
                        + Durations.readable(leastWait),
                leastWait,
                null);
    }

    /** With a message and a cause of one's own. */
    public NoPermitInTimeException(String message, Duration leastWait, @Nullable Throwable cause) {
        super(message, cause);
        this.leastWait = leastWait;
    }

    /**
     * How long the attempt would have waited at least when it asked: a lower bound, more than there was time. It takes
     * for granted that those who were there before neither give up nor give their permits back unused.
     */
    public Duration leastWait() {
        return leastWait;
    }
}
