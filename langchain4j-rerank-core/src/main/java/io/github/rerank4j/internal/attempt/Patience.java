package io.github.rerank4j.internal.attempt;

import dev.langchain4j.exception.RateLimitException;
import io.github.rerank4j.NoPermitInTimeException;
import io.github.rerank4j.concurrent.Durations;
import io.github.rerank4j.internal.attempt.Pauses.Pause;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The words for a wait that does not fit what is left of a call's time. */
final class Patience {

    /** Nobody raises a timeout above that to wait for a reranker. */
    private static final Duration WORTH_WAITING = Duration.ofMinutes(1);

    private final String endpoint;
    private final Duration timeout;

    Patience(String endpoint, Duration timeout) {
        this.endpoint = endpoint;
        this.timeout = timeout;
    }

    /** The service has just asked to wait for longer than there is time. */
    RateLimitException asksTooLong(Fault fault, Duration asked, long left) {
        return new RateLimitException(
                fault.withoutAdvice() + "; the service asks to wait " + Durations.readable(asked) + ", but "
                        + left(left) + ", so the request is not repeated" + advice(asked),
                fault.cause());
    }

    /** The service has asked to wait before, and that is not over in time. */
    NoPermitInTimeException wished(Pause pause, long now, long left) {
        Duration ago = Duration.ofNanos(now - pause.since());
        return new NoPermitInTimeException(
                endpoint + ": the request was not sent, because "
                        + Durations.readable(ago) + " ago the service asked (HTTP " + pause.status()
                        + ") to wait " + Durations.readable(pause.asked()) + ", and " + left(left)
                        + advice(pause.asked()),
                Duration.ofNanos(pause.until() - now),
                null);
    }

    /**
     * The limiter knows that its permit would come too late.
     *
     * @param trouble what keeps the limiter from its work, which fewer documents do not mend; null if nothing does
     */
    NoPermitInTimeException noPermit(
            Duration leastWait, boolean again, long left, Throwable cause, @Nullable String trouble) {
        return new NoPermitInTimeException(
                endpoint + ": the request was not sent" + (again ? " again" : "")
                        + ", because the rate limit (requestsPerSecond, rateLimiter or the provider's own) allows none "
                        + (leastWait.isZero() ? "in time" : "in the next " + Durations.readable(leastWait))
                        + ", and " + left(left) + "; "
                        + (trouble == null
                                ? "send fewer documents or candidates per call, make fewer calls at once, or raise timeout"
                                : trouble),
                leastWait,
                cause);
    }

    /** The next attempt would come too late. */
    String noTime(Duration wait, long left) {
        return "; not repeated, because the next attempt is due in " + Durations.readable(wait) + " and " + left(left);
    }

    private String left(long nanos) {
        return "timeout (" + Durations.readable(timeout) + ") leaves "
                + Durations.readable(Duration.ofNanos(Math.max(0, nanos)));
    }

    private static String advice(Duration asked) {
        return asked.compareTo(WORTH_WAITING) > 0
                ? "; try again after that time, or ask another service meanwhile"
                : "; try again later, or set a timeout that leaves time for the wait";
    }
}
