package io.github.rerank4j.testkit;

import io.github.rerank4j.RateLimiter;
import java.time.Duration;

/**
 * What a rate limiter promises to the models that ask it, as tests: the test of a limiter extends this class and says
 * what it limits and how time passes; that of one that counts tokens too extends {@link TokenLimiterContract}. Time that
 * moves by hand makes every case certain. Needs JUnit Jupiter and AssertJ on the class path.
 *
 * <ul>
 *   <li>no window of one period sees more attempts than it allows, however unevenly they travel
 *   <li>first come, first served
 *   <li>no permit is lost, whether attempts are answered, refused, abandoned or given up, or those who wait cancel or
 *       fail
 *   <li>whoever can have a permit in time is not refused, and who is refused hears a true least wait
 * </ul>
 */
public abstract class RateLimiterContract implements LimitPromises, LinePromises, PatiencePromises {

    /** For subclasses. */
    protected RateLimiterContract() {}

    @Override
    public abstract RateLimiter limiter();

    @Override
    public abstract int permits();

    @Override
    public abstract Duration period();

    @Override
    public abstract void pass(Duration time);

    /** Default true. */
    @Override
    public boolean failsEarly() {
        return true;
    }
}
