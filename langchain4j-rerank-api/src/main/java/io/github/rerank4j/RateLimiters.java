package io.github.rerank4j;

/**
 * Limiters inside this JVM. They are fair: first come, first served. An attempt that could get its permit only after its
 * call's time is up fails at once with a {@link NoPermitInTimeException}. Waiting attempts need one thread, which ends
 * some seconds after the last.
 */
public final class RateLimiters {

    private static final double SECONDS_PER_MINUTE = 60;

    private RateLimiters() {}

    /**
     * A limiter that a strict service, which counts the requests of any one second, does not reject. A permit is free for
     * the next attempt one second after the response to its request came, or 1.1 seconds after the last byte of its
     * request was written, whichever comes first. A rejection that still comes, because another process uses the same
     * account, widens that margin for half a minute.
     *
     * @param requestsPerSecond above 0; below 1 for less than one a second
     */
    public static RateLimiter perSecond(double requestsPerSecond) {
        return LanePacer.of(LaneSchedule.perSecond(requestsPerSecond));
    }

    /**
     * A limiter for a service that counts the requests and the tokens of any one minute, for example SiliconFlow, whose
     * rerankers take 2,000 requests and 500,000 tokens a minute: {@code perMinute(2_000, 500_000)}. Such limits are those
     * of an account for one model, so rerankers that ask the same model share one limiter, and those that ask different
     * ones have one each.
     *
     * <p>With its permit an attempt books the tokens that {@link Demand#tokens} estimates; what the service reports to
     * have counted replaces them. They are free again, as the request is, one minute after the response, or a minute and a
     * tenth of a second after the last byte was written, whichever comes first; at once where nothing was sent. An
     * attempt that needs more tokens than a minute has waits until no token is booked, and goes alone: the service
     * decides whether it takes it.
     *
     * @param requests at least 1; {@link Long#MAX_VALUE} for no limit
     * @param tokens at least 1; {@link Long#MAX_VALUE} for no limit
     */
    public static RateLimiter perMinute(long requests, long tokens) {
        return LanePacer.of(LaneSchedule.perMinute(requests, tokens));
    }

    /**
     * The part of {@link #perSecond} that one of several instances may use while they cannot ask each other. The parts are
     * rounded down to whole requests, so that all of them together stay within the limit in any period. Where a part would
     * be less than one request, it is one request in a longer period, and the limit holds on average.
     *
     * @param requestsPerSecond of all instances together; above 0
     * @param instances at least 1
     * @throws IllegalArgumentException if one of them is out of its range
     */
    public static RateLimiter sharePerSecond(double requestsPerSecond, int instances) {
        requireInstances(instances);
        double lanes = Math.ceil(requestsPerSecond);
        double whole = Math.floor(lanes / instances);
        return perSecond(whole < 1 ? requestsPerSecond / instances : whole * (requestsPerSecond / lanes));
    }

    /**
     * The part of {@link #perMinute} that one of several instances may use while they cannot ask each other; rounded as
     * {@link #sharePerSecond} does. Tokens are divided too. An instance with one request in a longer period has one under
     * way at most, which takes the tokens that it needs.
     *
     * @param requests of all instances together; at least 1, {@link Long#MAX_VALUE} for no limit
     * @param tokens of all instances together; at least 1, {@link Long#MAX_VALUE} for no limit
     * @param instances at least 1
     * @throws IllegalArgumentException if one of them is out of its range
     */
    public static RateLimiter sharePerMinute(long requests, long tokens, int instances) {
        requireInstances(instances);
        return requests < 1 || requests >= instances
                ? perMinute(part(requests, instances), part(tokens, instances))
                : perSecond(requests / SECONDS_PER_MINUTE / instances);
    }

    /** What is out of its range stays so, and is refused with its own number. */
    private static long part(long limit, int instances) {
        return limit < 1 || limit == Long.MAX_VALUE ? limit : Math.max(1, limit / instances);
    }

    private static void requireInstances(int instances) {
        if (instances < 1) {
            throw new IllegalArgumentException("instances is " + instances + ", but must be at least 1");
        }
    }
}
