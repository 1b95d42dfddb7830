package io.github.rerank4j;

/** Limiters inside this JVM. */
public final class RateLimiters {

    private RateLimiters() {}

    /**
     * A limiter that a strict service, which counts the requests of any one second, does not reject. A permit is free for
     * the next attempt one second after its request was answered, or 1.1 seconds after the last byte of its request was
     * written, whichever comes first. A rejection that still comes, because another process uses the same account,
     * widens that margin for half a minute. Waiting attempts need one thread, which ends some seconds after the last.
     *
     * @param requestsPerSecond above 0; below 1 for less than one a second
     */
    public static RateLimiter perSecond(double requestsPerSecond) {
        return LanePacer.perSecond(requestsPerSecond);
    }
}
