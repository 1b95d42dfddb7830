package io.github.rerank4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.rerank4j.RateLimiter;
import java.time.Duration;
import java.util.Random;

/** What the groups of promises share: the limiter under test, and time. */
interface LimiterCase {

    /** A new limiter, to which no attempt is known. */
    RateLimiter limiter();

    /** How many attempts it allows in a period; above 0. */
    int permits();

    /** The window it looks at. */
    Duration period();

    /** Lets time pass, and runs what falls due meanwhile. */
    void pass(Duration time);

    /** Whether it fails at once when it knows that no permit comes in time. */
    boolean failsEarly();

    /** More than enough for whatever a case leaves behind. */
    default void letAllPass() {
        for (int i = 0; i < 80; i++) {
            pass(period().dividedBy(4));
        }
    }

    /** What a service sees of many attempts, once all are over. */
    default Traffic traffic(Random random) {
        Traffic traffic = new Traffic(limiter(), period(), random);
        traffic.start(permits() * 10);
        for (int steps = 0; !traffic.isOver(); steps++) {
            assertThat(steps).as("steps that this took").isLessThan(60 * Traffic.STEPS);
            pass(period().dividedBy(Traffic.STEPS));
            traffic.step();
        }
        return traffic;
    }

    default void assertThatAllPermitsAreThere(RateLimiter limiter) {
        Permits.taken(limiter, permits());
        assertThat(limiter.acquire(Permits.ONE)).isNotDone();
    }
}
