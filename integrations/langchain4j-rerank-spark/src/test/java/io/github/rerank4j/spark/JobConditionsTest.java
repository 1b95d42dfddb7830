package io.github.rerank4j.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.rerank4j.Demand;
import io.github.rerank4j.RateLimiter;
import io.github.rerank4j.settings.SettingException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.apache.spark.SparkConf;
import org.junit.jupiter.api.Test;

class JobConditionsTest {

    private static final AccountLimit LIMIT = AccountLimit.perSecond(20);

    @Test
    void speculation_is_refused_with_the_reason() {
        assertThatThrownBy(() -> with("local[2]", "spark.speculation", "true").requireNoSpeculation())
                .isInstanceOf(SettingException.class)
                .hasMessage(
                        "spark.speculation is on: it runs slow tasks twice, and each request would be paid twice; set"
                                + " spark.speculation=false");
        assertThatCode(() -> with("local[2]").requireNoSpeculation()).doesNotThrowAnyException();
    }

    @Test
    void a_key_that_sparks_interface_would_show_is_refused() {
        Set<String> variables = Set.of("RERANK_API_KEY", "RERANK_SECRET");

        assertThatThrownBy(() -> with("yarn", "spark.executorEnv.RERANK_API_KEY", "sk-4711")
                        .requireHidden(variables))
                .isInstanceOf(SettingException.class)
                .hasMessage("spark.executorEnv.RERANK_API_KEY would be shown in Spark's UI and event log; set"
                        + " RERANK_API_KEY where executors start, or let spark.redaction.regex match it");
        assertThatCode(() -> with("yarn", "spark.executorEnv.RERANK_SECRET", "sk-4711")
                        .requireHidden(variables))
                .doesNotThrowAnyException();
        assertThatCode(() -> with(
                                "yarn",
                                "spark.executorEnv.RERANK_API_KEY",
                                "sk-4711",
                                "spark.redaction.regex",
                                "(?i)secret|api.key")
                        .requireHidden(variables))
                .doesNotThrowAnyException();
    }

    @Test
    void one_jvm_keeps_the_whole_limit() {
        assertThat(with("local[4]").shared(LIMIT, true, "tencent")).isEqualTo(LIMIT.executors(1));
        assertThat(with("local").shared(LIMIT, true, "tencent")).isEqualTo(LIMIT.executors(1));
        assertThat(with("local[*, 3]").shared(null, true, "tencent")).isNull();
    }

    @Test
    void executors_share_the_limit_by_their_number() {
        assertThat(with("yarn", "spark.executor.instances", "5").shared(LIMIT, true, "tencent"))
                .isEqualTo(LIMIT.executors(5));
        assertThat(with("spark://host:7077", "spark.cores.max", "12", "spark.executor.cores", "4")
                        .shared(LIMIT, true, "tencent"))
                .isEqualTo(LIMIT.executors(3));
        assertThat(with(
                                "k8s://host",
                                "spark.dynamicAllocation.enabled",
                                "true",
                                "spark.executor.instances",
                                "2",
                                "spark.dynamicAllocation.maxExecutors",
                                "9")
                        .shared(LIMIT, true, "tencent"))
                .isEqualTo(LIMIT.executors(9));
        assertThat(with("spark://host:7077").shared(LIMIT.executors(7), true, "tencent"))
                .isEqualTo(LIMIT.executors(7));
    }

    @Test
    void a_limit_that_nobody_can_divide_is_refused() {
        for (JobConditions unknown : new JobConditions[] {
            with("spark://host:7077", "spark.executor.instances", "3"),
            with("yarn", "spark.dynamicAllocation.enabled", "true"),
            with("yarn")
        }) {
            assertThatThrownBy(() -> unknown.shared(LIMIT, true, "tencent"))
                    .isInstanceOf(SettingException.class)
                    .hasMessageStartingWith("nobody knows how many executors share the account's limit")
                    .hasMessageEndingWith("or say it with executors(...)");
        }
    }

    @Test
    void several_executors_without_a_limit_are_refused_where_the_provider_has_one() {
        assertThatThrownBy(() -> with("yarn", "spark.executor.instances", "3").shared(null, true, "tencent"))
                .isInstanceOf(SettingException.class)
                .hasMessage(
                        "the provider \"tencent\" has a limit for the whole account, and 3 executors would each use all"
                                + " of it; set limiter(...) to that limit, without requestsPerSecond in the settings of the model");
        assertThatThrownBy(() -> with("spark://host:7077").shared(null, true, "tencent"))
                .hasMessageContaining("an unknown number of executors");
        assertThat(with("yarn", "spark.executor.instances", "1").shared(null, true, "tencent"))
                .isNull();
        assertThat(with("yarn", "spark.executor.instances", "3").shared(null, false, "generic"))
                .isNull();
    }

    @Test
    void limits_are_above_zero() {
        assertThatThrownBy(() -> AccountLimit.perSecond(0)).hasMessageContaining("must be above 0");
        assertThatThrownBy(() -> AccountLimit.perMinute(0, 1)).hasMessageContaining("must be 1 or more");
        assertThatThrownBy(() -> LIMIT.executors(0)).hasMessageContaining("must be 1 or more");
        assertThat(AccountLimit.perMinute(2_000, Long.MAX_VALUE)
                        .executors(3)
                        .open(Sparks.EMPTY_ENVIRONMENT)
                        .limiter())
                .isNotNull();
    }

    @Test
    void executors_that_share_a_redis_need_not_be_counted() {
        AccountLimit onRedis = LIMIT.redis("${RERANK_REDIS_URI}", "account");

        assertThat(with("yarn").shared(onRedis, true, "tencent")).isEqualTo(onRedis);
        assertThat(with("yarn", "spark.executor.instances", "3").shared(onRedis, true, "tencent"))
                .isEqualTo(onRedis.executors(3));
        assertThat(onRedis.variables()).containsExactly("RERANK_REDIS_URI");
        assertThat(onRedis).asString().doesNotContain("RERANK_REDIS_URI", "account");
        assertThatThrownBy(() -> LIMIT.redis("redis://:pass-4711@localhost", "account"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("refer to a variable of their environment, such as ${RERANK_REDIS_URI}")
                .hasMessageNotContaining("pass-4711");
        assertThatThrownBy(() -> LIMIT.redis("${RERANK_REDIS_URI}", " ")).hasMessageStartingWith("key is blank");
    }

    @Test
    void what_states_a_rate_is_limited() {
        assertThat(ModelFacts.of(plan("tencent", "secretId", "secretKey"), false)
                        .limited())
                .isTrue();
        assertThat(ModelFacts.of(plan("siliconflow", "apiKey"), false).limited())
                .isFalse();
    }

    private static ModelPlan plan(String provider, String... secrets) {
        Map<String, String> settings = new HashMap<>(
                provider.equals("siliconflow") ? Map.of("modelName", "BAAI/bge-reranker-v2-m3") : Map.of());
        for (String secret : secrets) {
            settings.put(secret, "${RERANK_TEST_KEY}");
        }
        return new ModelPlan("m", provider, settings, null);
    }

    private static JobConditions with(String master, String... entries) {
        SparkConf conf = new SparkConf(false).setMaster(master);
        for (int i = 0; i < entries.length; i += 2) {
            conf.set(entries[i], entries[i + 1]);
        }
        return new JobConditions(conf);
    }

    @Test
    void the_shares_of_all_executors_are_no_more_than_the_limit() {
        assertThat(givenAtOnce(new AccountLimit.Numbers(20, 0, 0), 3)).isEqualTo(18);
        assertThat(givenAtOnce(new AccountLimit.Numbers(20, 0, 0), 1)).isEqualTo(20);
        assertThat(givenAtOnce(new AccountLimit.Numbers(0, 7, Long.MAX_VALUE), 3))
                .isEqualTo(6);
    }

    @Test
    void a_share_below_one_is_one_in_a_longer_time() {
        RateLimiter share = new AccountLimit.Numbers(0, 5, 500).share(8);

        RateLimiter.Permit first = share.acquire(Demand.builder().build()).join();
        first.answered();
        // a request every 96 seconds
        assertThat(share.acquire(
                        Demand.builder().patience(Duration.ofSeconds(95)).build()))
                .isCompletedExceptionally();
    }

    private static long givenAtOnce(AccountLimit.Numbers numbers, int executors) {
        long given = 0;
        for (int executor = 0; executor < executors; executor++) {
            RateLimiter share = numbers.share(executors);
            given += IntStream.range(0, 30)
                    .mapToObj(i -> share.acquire(Demand.builder().build()))
                    .filter(CompletableFuture::isDone)
                    .count();
        }
        return given;
    }
}
