package io.github.rerank4j.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.rerank4j.fixtures.RedisProcess;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Several JVMs on one real Redis, against a service that refuses the request that is one too many. */
class ManyMachinesTest {

    private static final int LIMIT = 20;
    private static final int CALLERS = 12;
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final long CAUTION = TimeUnit.MILLISECONDS.toNanos(2400);
    private static final long MOST_TRAVEL_MILLIS = 100;
    /** A Redis that has run for less may have lost a minute. */
    private static final long YOUNG_REDIS = 62;

    private static final long SECONDS = Long.getLong("many.seconds", 6);

    @Test
    void three_jvms_share_a_limit_through_stalls_pauses_a_death_and_a_redis_that_starts_again() throws IOException {
        try (RedisProcess redis = RedisProcess.start();
                StrictService service = new StrictService(LIMIT, SECOND, arrival -> 1)) {
            List<CallersJvm> jvms = start(3, redis, service, SECONDS + 3, true, LIMIT, 0);
            long begun = firstArrival(service);
            Moments.pass(SECONDS * 200);
            jvms.get(0).pause(500);
            Moments.pass(SECONDS * 200);
            RedisCounters before = RedisCounters.of(redis);
            long stopped = System.nanoTime();
            redis.restart();
            long away = System.nanoTime() - stopped + CAUTION;
            Moments.pass(SECONDS * 200);
            jvms.get(1).pause(500);
            jvms.get(2).kill();
            Moments.pass(SECONDS * 400);
            RedisCounters all = RedisCounters.of(redis).plus(before);
            long end = System.nanoTime();
            long served = service.between(begun, end);
            double expected = LIMIT * (double) (end - begun - away) / SECOND;

            report("3 JVMs, all that goes wrong", served, expected, all, service);
            assertThatTheLimitHeld(service);
            assertThat(served / expected).isGreaterThan(SECONDS < 30 ? 0.7 : 0.9);
            assertThat((double) all.scripts() / served).isLessThanOrEqualTo(3);
            for (CallersJvm jvm : jvms.subList(0, 2)) {
                assertThat(jvm.result()[2]).as("first come, first served").isEqualTo("true");
                assertThat(jvm.result()[3]).as("callers that failed").isEqualTo("0");
            }
        }
    }

    @Test
    void three_jvms_share_tokens() throws IOException {
        long tokens = 200_000;
        // the largest estimate is a hundredth of the limit, and up to a tenth too low
        long error = 3 * CALLERS * tokens / 100 / 10;
        long seconds = SECONDS < 30 ? SECONDS : 2 * SECONDS;
        try (RedisProcess redis = RedisProcess.start();
                StrictService service = new StrictService(tokens + error, 60 * SECOND, StrictService.Arrival::tokens)) {
            List<CallersJvm> jvms = start(3, redis, service, seconds + YOUNG_REDIS, true, 2000, tokens);
            long begun = firstArrival(service);
            Moments.pass(seconds * 500);
            jvms.get(0).pause(500);
            jvms.get(1).kill();
            Moments.pass(seconds * 500);
            long end = System.nanoTime();
            long used = service.between(begun, end);

            System.out.printf(
                    Locale.ROOT,
                    "tokens: %d in %d s, at most %d of %d in any minute%n",
                    used,
                    (end - begun) / SECOND,
                    service.most(),
                    tokens);
            assertThat(service.rejected()).isZero();
            assertThat(service.most()).isBetween(tokens * 8 / 10, tokens + error);
        }
    }

    @Test
    void what_more_jvms_cost() throws IOException {
        for (int jvms : Boolean.getBoolean("many.scaling") ? new int[] {1, 2, 4, 8} : new int[] {4}) {
            try (RedisProcess redis = RedisProcess.start();
                    StrictService service = new StrictService(LIMIT, SECOND, arrival -> 1)) {
                start(jvms, redis, service, 1000, false, LIMIT, 0);
                firstArrival(service);
                Moments.pass(SECONDS < 30 ? 2000 : 8000);
                service.forget();
                RedisCounters before = RedisCounters.of(redis);
                long begun = System.nanoTime();
                Moments.pass(SECONDS * 400);
                long end = System.nanoTime();
                long served = service.between(begun, end);

                double expected = LIMIT * (double) (end - begun) / SECOND;
                RedisCounters used = RedisCounters.of(redis).minus(before);
                report(jvms + " JVMs", served, expected, used, service);
                assertThatTheLimitHeld(service);
                assertThat(served / expected).isGreaterThan(SECONDS < 30 ? 0.6 : 0.85);
                assertThat((double) used.scripts() / served).isLessThanOrEqualTo(3);
            } finally {
                CallersJvm.endAll();
            }
        }
    }

    @AfterEach
    void endAll() {
        CallersJvm.endAll();
    }

    /** A request that takes longer than is allowed for is no mistake of the limiter's, but of a machine with too few cores. */
    private static void assertThatTheLimitHeld(StrictService service) {
        assertThat(service.mostSent()).isLessThanOrEqualTo(LIMIT);
        if (service.longestTravelMillis() <= MOST_TRAVEL_MILLIS) {
            assertThat(service.rejected()).isZero();
            assertThat(service.most()).isLessThanOrEqualTo(LIMIT);
        }
    }

    private static void report(
            String name, long served, double expected, RedisCounters counters, StrictService service) {
        System.out.printf(
                Locale.ROOT,
                "%s: %d served, %.1f %% of the limit, at most %d in a second, %d rejected, %.2f requests to Redis a"
                        + " permit, %.3f ms of its processor a permit; at most %d sent in a second, at most %d ms on the way%n",
                name,
                served,
                100 * served / expected,
                service.most(),
                service.rejected(),
                (double) counters.scripts() / served,
                1000 * counters.cpuSeconds() / served,
                service.mostSent(),
                service.longestTravelMillis());
    }

    private static List<CallersJvm> start(
            int jvms,
            RedisProcess redis,
            StrictService service,
            long seconds,
            boolean stalls,
            long limit,
            long tokens) {
        List<CallersJvm> started = new ArrayList<>();
        for (int i = 0; i < jvms; i++) {
            started.add(new CallersJvm(
                    redis.uri(),
                    String.valueOf(service.port()),
                    String.valueOf(CALLERS),
                    String.valueOf(seconds),
                    String.valueOf(stalls),
                    String.valueOf(limit),
                    String.valueOf(tokens)));
        }
        return started;
    }

    private static long firstArrival(StrictService service) {
        long most = System.nanoTime() + 100 * SECOND;
        while (service.most() == 0) {
            assertThat(System.nanoTime()).as("no request came in 100 seconds").isLessThan(most);
            Moments.pass(10);
        }
        return System.nanoTime();
    }
}
