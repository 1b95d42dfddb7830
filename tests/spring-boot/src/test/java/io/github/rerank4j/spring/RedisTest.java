package io.github.rerank4j.spring;

import static io.github.rerank4j.spring.LocalProviders.scores;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.rerank4j.NoPermitInTimeException;
import io.github.rerank4j.RerankRequest;
import io.github.rerank4j.Reranker;
import io.github.rerank4j.fixtures.RedisProcess;
import io.github.rerank4j.resilience.CachingScoringModel;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.redis.connection.RedisSocketConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/** One limit and one memory for several applications, in a Redis that really runs. */
class RedisTest {

    private static final String P = "langchain4j.rerank.";
    private static final String ONE_IN_FIVE_SECONDS = P + "limiter.redis.requests-per-second=0.2";
    private static final String[] SHARED_CACHE = {
        P + "cache.enabled=true", P + "cache.redis-prefix=shop:", P + "cache.key-secret=sixteen bytes at the least"
    };

    private static RedisProcess redis;

    private final LocalProviders providers = new LocalProviders();

    @BeforeAll
    static void start() {
        redis = RedisProcess.start();
    }

    @AfterAll
    static void end() {
        redis.close();
    }

    @BeforeEach
    void forget() {
        redis.flush();
    }

    @AfterEach
    void stop() {
        providers.close();
    }

    @Test
    void two_rerankers_of_one_model_share_a_limit() {
        try (ConfigurableApplicationContext context = application(ONE_IN_FIVE_SECONDS, "first", "second")) {
            scores(context.getBean("first", Reranker.class));

            assertThatItHasNoPermit(context.getBean("second", Reranker.class));
        }
    }

    @Test
    void another_application_shares_it_too() {
        try (ConfigurableApplicationContext one = application(ONE_IN_FIVE_SECONDS, "first");
                ConfigurableApplicationContext other = application(ONE_IN_FIVE_SECONDS, "first")) {
            scores(one.getBean(Reranker.class));

            assertThatItHasNoPermit(other.getBean(Reranker.class));
        }
    }

    @Test
    void the_log_says_at_start_who_shares_which_limit_and_no_password() {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        PrintStream console = System.out;
        System.setOut(new PrintStream(output, true, StandardCharsets.UTF_8));
        try {
            application(
                            P + "limiter.redis.requests-per-second=0.2",
                            P + "limiter.redis.expected-instances=4",
                            P + "instances.second.limiter.redis.key=other",
                            P + "instances.second.limiter.redis.tokens-per-minute=9",
                            "spring.data.redis.password=a-password-nobody-sees",
                            "logging.level.io.github.rerank4j=info",
                            "first",
                            "second")
                    .close();
        } finally {
            System.setOut(console);
        }

        String shares = " shares a rate limit with all applications that use the same key on Redis at 127.0.0.1:"
                + redis.port() + ": key=";
        assertThat(output.toString(StandardCharsets.UTF_8))
                .contains(
                        P + "instances.first" + shares + "siliconflow:127.0.0.1:BAAI/bge-reranker-v2-m3,"
                                + " requests-per-second=0.2, expected-instances=4, on-unavailable=local-share",
                        P + "instances.second" + shares
                                + "other, tokens-per-minute=9, expected-instances=4, on-unavailable=local-share")
                .doesNotContain("a-password-nobody-sees");
    }

    @Test
    void the_log_says_at_start_which_socket_a_limit_is_on() {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        PrintStream console = System.out;
        System.setOut(new PrintStream(output, true, StandardCharsets.UTF_8));
        try {
            Application.with(
                            OnASocket.class,
                            providers.siliconFlow(
                                    P + "limiter.redis.requests-per-second=20",
                                    "logging.level.io.github.rerank4j=info"))
                    .close();
        } finally {
            System.setOut(console);
        }

        assertThat(output.toString(StandardCharsets.UTF_8))
                .contains(" on Redis at /run/redis.sock: key=")
                .doesNotContain("localhost", "a-password-nobody-sees");
    }

    /** Nothing connects to it. */
    @Configuration
    static class OnASocket {

        @Bean
        LettuceConnectionFactory socket() {
            RedisSocketConfiguration socket = new RedisSocketConfiguration("/run/redis.sock");
            socket.setPassword("a-password-nobody-sees");
            return new LettuceConnectionFactory(socket);
        }
    }

    @Test
    void a_first_question_is_no_error_of_the_store() {
        try (ConfigurableApplicationContext context = application("first", SHARED_CACHE);
                LogLines log = LogLines.of("io.github.rerank4j")) {
            CachingScoringModel cache = context.getBean(CachingScoringModel.class);
            cache.rerank(asking("coffee"));
            await().until(() -> cache.rerank(asking("coffee")).cached());

            assertThat(cache.storeErrors()).isZero();
            assertThat(log.lines()).noneMatch(line -> line.startsWith("WARN"));
        }
    }

    @Test
    void another_key_is_another_limit() {
        try (ConfigurableApplicationContext context = application(
                ONE_IN_FIVE_SECONDS, P + "instances.second.limiter.redis.key=of another account", "first", "second")) {
            scores(context.getBean("first", Reranker.class));

            assertThat(scores(context.getBean("second", Reranker.class))).containsExactly(0.1, 0.9);
            assertThatItHasNoPermit(context.getBean("second", Reranker.class));
        }
    }

    @Test
    void a_reranker_with_a_rate_of_its_own_is_not_limited() {
        try (ConfigurableApplicationContext context =
                application(ONE_IN_FIVE_SECONDS, P + "instances.first.requests-per-second=1000", "first")) {
            scores(context.getBean(Reranker.class));

            assertThat(scores(context.getBean(Reranker.class))).containsExactly(0.1, 0.9);
            assertThat(redis.command("KEYS", "*")).isEmpty();
        }
    }

    @Test
    void a_limit_of_one_reranker_is_none_of_others() {
        try (ConfigurableApplicationContext context = application(
                P + "instances.first.limiter.redis.requests-per-second=0.2",
                P + "instances.first.limiter.redis.expected-instances=3",
                P + "instances.first.limiter.redis.on-unavailable=fail",
                "first",
                "second")) {
            scores(context.getBean("first", Reranker.class));
            scores(context.getBean("second", Reranker.class));

            assertThat(scores(context.getBean("second", Reranker.class))).containsExactly(0.1, 0.9);
            assertThatItHasNoPermit(context.getBean("first", Reranker.class));
        }
    }

    @Test
    void what_one_application_has_asked_another_knows() {
        try (ConfigurableApplicationContext one = application("first", SHARED_CACHE);
                ConfigurableApplicationContext other = application("first", SHARED_CACHE)) {
            scores(one.getBean(Reranker.class));
            await().until(() -> redis.command("KEYS", "shop:*").lines().count() == 2);
            // a first question of all may take longer than a cache waits for its store
            await().until(() ->
                    other.getBean(Reranker.class).rerank(asking("warm")).cached());
            int asked = providers.server.requestCount();

            assertThat(other.getBean(Reranker.class).rerank(asking("coffee")).cached())
                    .isTrue();
            assertThat(providers.server.requestCount()).isEqualTo(asked);
        }
    }

    @Test
    void connections_end_with_the_application() {
        long before = connections();
        List<String> properties = new ArrayList<>(List.of(SHARED_CACHE));
        properties.add(P + "limiter.redis.requests-per-second=1000");
        try (ConfigurableApplicationContext context = application("first", properties.toArray(String[]::new))) {
            scores(context.getBean(Reranker.class));
            assertThat(connections()).isGreaterThan(before);
        }

        await().untilAsserted(() -> assertThat(connections()).isEqualTo(before));
    }

    @Test
    void an_application_processed_ahead_of_time_shares_them(@TempDir Path folder) throws Exception {
        AheadOfTime application = AheadOfTime.processed(
                folder, JavaProcess.CLASS_PATH, P + "tencent.enabled=true", P + "cache.enabled=true");

        JavaProcess run = application.started(providers.tencent(
                "spring.data.redis.url=" + redis.uri(),
                P + "limiter.redis.requests-per-second=20",
                SHARED_CACHE[0],
                SHARED_CACHE[1],
                SHARED_CACHE[2]));

        assertThat(run.output()).contains("ahead of time: true", "tencentScoringModel: [0.1, 0.9]");
        assertThat(run.exitCode()).isZero();
        assertThat(redis.command("KEYS", "*")).contains("tencent:127.0.0.1:lke-reranker-base");
    }

    private static void assertThatItHasNoPermit(Reranker reranker) {
        RerankRequest hurried =
                asking("coffee").toBuilder().timeout(Duration.ofMillis(700)).build();

        assertThatThrownBy(() -> reranker.rerank(hurried)).isInstanceOf(NoPermitInTimeException.class);
    }

    private static RerankRequest asking(String query) {
        return RerankRequest.builder()
                .query(query)
                .documents(List.of("tea", "coffee"))
                .build();
    }

    private static long connections() {
        return redis.command("CLIENT", "LIST")
                .lines()
                .filter(line -> !line.isBlank())
                .count();
    }

    private ConfigurableApplicationContext application(String name, String[] properties) {
        List<String> all = new ArrayList<>(List.of(properties));
        all.add(name);
        return application(all.toArray(String[]::new));
    }

    /** With these properties, and rerankers of these names, which have no equals sign. */
    private ConfigurableApplicationContext application(String... propertiesAndNames) {
        List<String> all = new ArrayList<>();
        all.add("spring.data.redis.url=" + redis.uri());
        for (String each : propertiesAndNames) {
            if (each.contains("=")) {
                all.add(each);
            } else {
                all.add(P + "instances." + each + ".provider=siliconflow");
                all.add(P + "instances." + each + ".base-url=" + providers.server.url());
                all.add(P + "instances." + each + ".api-key=" + LocalProviders.API_KEY);
                all.add(P + "instances." + each + ".model-name=BAAI/bge-reranker-v2-m3");
            }
        }
        return Application.with(all.toArray(String[]::new));
    }
}
