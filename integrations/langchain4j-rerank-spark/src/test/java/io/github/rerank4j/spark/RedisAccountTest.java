package io.github.rerank4j.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import io.github.rerank4j.Demand;
import io.github.rerank4j.NoPermitInTimeException;
import io.github.rerank4j.RateLimiter;
import io.github.rerank4j.fixtures.RedisProcess;
import io.github.rerank4j.settings.SettingException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.spark.SparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerStageCompleted;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedisAccountTest {

    @Test
    void executors_get_their_permits_from_one_redis() throws Exception {
        try (RedisProcess redis = RedisProcess.start()) {
            AccountLimit limit = AccountLimit.perSecond(5)
                    .redis("${RERANK_REDIS_URI}", "account")
                    .executors(2);
            OwnedLimiter one = limit.open(name -> redis.uri());
            OwnedLimiter other = limit.open(name -> redis.uri());
            List<RateLimiter.Permit> permits = new ArrayList<>();
            long first = 0;
            for (int i = 0; i < 6; i++) {
                RateLimiter limiter = i % 2 == 0 ? one.limiter() : other.limiter();
                permits.add(limiter.acquire(Demand.builder().build()).get(30, TimeUnit.SECONDS));
                permits.get(i).sent();
                permits.get(i).answered();
                first = i == 0 ? System.nanoTime() : first;
            }

            assertThat(System.nanoTime() - first).isGreaterThan(TimeUnit.MILLISECONDS.toNanos(900));
            one.end().run();
            other.end().run();
        }
    }

    @Test
    void a_limit_a_minute_is_kept_there_for_all_executors_too() throws Exception {
        try (RedisProcess redis = RedisProcess.start()) {
            AccountLimit limit = AccountLimit.perMinute(2, 10_000).redis("${RERANK_REDIS_URI}", "account");
            OwnedLimiter one = limit.open(name -> redis.uri());
            OwnedLimiter other = limit.open(name -> redis.uri());
            for (OwnedLimiter limiter : List.of(one, other)) {
                RateLimiter.Permit permit =
                        limiter.limiter().acquire(Demand.builder().build()).get(90, TimeUnit.SECONDS);
                permit.sent();
                permit.answered();
            }

            // either would have one left by itself
            for (OwnedLimiter limiter : List.of(one, other)) {
                Demand impatient =
                        Demand.builder().patience(Duration.ofSeconds(20)).build();
                assertThat(limiter.limiter().acquire(impatient))
                        .failsWithin(Duration.ofSeconds(30))
                        .withThrowableThat()
                        .withCauseInstanceOf(NoPermitInTimeException.class);
                limiter.end().run();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "zorro:zqxter2@fort",
                "redis://zorro:zqx^ter2@fort:6379",
                "redis://zorro:zqx#ter2@fort:6379",
                "redis://zorro:zqx?ter2@fort:6379",
                "redis://zorro:zqx@ter2@fort:6379",
                "redis://zorro:zqx ter2@fort:6379",
                "redis://zorro:zqxter2@wall,redis://zorro:zqx^ter2@fort",
                "redis://zorro:zqxter2@wall,rediss://zorro:zqxter2@fort",
            })
    void an_address_that_is_none_is_refused_with_nothing_of_it(String address) {
        AccountLimit limit = AccountLimit.perSecond(5).redis("${RERANK_REDIS_URI}", "account");

        Throwable refusal = catchThrowable(() -> limit.open(name -> address));

        assertThat(refusal)
                .isInstanceOf(SettingException.class)
                .hasMessageMatching("redis (is not an address of Redis|has nodes of which some have TLS).*")
                .hasNoCause()
                .hasNoSuppressedExceptions();
        requireNothingOfTheAddress(trace(refusal));
    }

    @Test
    void a_job_with_such_an_address_fails_with_nothing_of_it() {
        List<String> told = Collections.synchronizedList(new ArrayList<>());
        SparkListener events = new SparkListener() {
            @Override
            public void onTaskEnd(SparkListenerTaskEnd end) {
                told.add(String.valueOf(end.reason()));
            }

            @Override
            public void onStageCompleted(SparkListenerStageCompleted end) {
                told.add(String.valueOf(end.stageInfo().failureReason()));
            }
        };
        SparkContext spark = Sparks.session().sparkContext();
        spark.addSparkListener(events);
        try (StubServer server = StubServer.open()) {
            Dataset<Row> scored = Sparks.transform(server)
                    .limiter(AccountLimit.perSecond(5).redis("${RERANK_TEST_REDIS}", "account"))
                    .build()
                    .apply(Sparks.pairs(2, 2));

            told.add(trace(catchThrowable(scored::collectAsList)));
            await().until(() -> told.stream().anyMatch(line -> line.startsWith("Some(")));

            assertThat(server.requests()).isZero();
            assertThat(List.copyOf(told))
                    .anyMatch(line -> line.contains("redis is not an address of Redis"))
                    .allSatisfy(RedisAccountTest::requireNothingOfTheAddress);
        } finally {
            spark.removeSparkListener(events);
        }
    }

    private static void requireNothingOfTheAddress(String told) {
        assertThat(told).doesNotContain("zorro", "zqx", "ter2", "fort", "wall");
    }

    private static String trace(Throwable failure) {
        StringWriter all = new StringWriter();
        failure.printStackTrace(new PrintWriter(all, true));
        return all.toString();
    }

    @Test
    void several_addresses_are_nodes_of_one_cluster() {
        AccountLimit limit = AccountLimit.perSecond(5).redis("${RERANK_REDIS_URI}", "account");

        OwnedLimiter opened = limit.open(name -> "redis://:zqxter2@127.0.0.1:7000,redis://:zqxter2@127.0.0.1:7001");

        assertThat(opened.limiter().toString()).doesNotContain("zqxter2");
        opened.end().run();
    }
}
