package io.github.rerank4j.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.rerank4j.NoPermitInTimeException;
import io.github.rerank4j.RateLimiter;
import io.github.rerank4j.RerankRequest;
import io.github.rerank4j.fixtures.RecordingLogger;
import io.github.rerank4j.fixtures.RedisProcess;
import io.github.rerank4j.generic.GenericScoringModel;
import io.github.rerank4j.generic.RerankDialect;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** A per-minute limit of which Redis knows nothing says why it grants nothing. */
class NewMinuteTest extends RealRedisCase {

    private final SilentRedis silent = new SilentRedis();
    private final SilentLink link = silent.link;
    private final RecordingLogger logger = new RecordingLogger();

    @Test
    void a_call_that_cannot_wait_for_the_first_permits_says_why_there_are_none() {
        RedisProcess redis = redis();
        GenericScoringModel model = closing(GenericScoringModel.builder()
                .dialect(RerankDialect.VOYAGE)
                .baseUrl("http://127.0.0.1:1")
                .apiKey("key")
                .modelName("rerank-2.5")
                .timeout(Duration.ofSeconds(5))
                .rateLimiter(closing(RedisRateLimiter.perMinute(client(redis.uri()), "account", 100, 1_000_000)))
                .build());

        Throwable failure = catchThrowable(() -> model.rerank(RerankRequest.builder()
                .query("Garantie")
                .documents(List.of("zwei Jahre"))
                .build()));

        assertThat(failure)
                .isInstanceOf(NoPermitInTimeException.class)
                .hasMessageMatching(
                        "(?s).*Redis knows nothing of the last minute under this key; the first permits come"
                                + " in (1 min|6\\d s|1 min \\d+ s|\\d+(\\.\\d+)? s).*");
    }

    @Test
    void a_key_that_is_new_on_a_redis_that_lost_nothing_waits_no_longer_than_for_a_second() {
        RedisProcess redis = redis();
        Limit limit = Limit.perSecond(0.5); // of any two seconds, which are 3.4 where something may be lost
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> !redis.command("INFO", "server").matches("(?s).*uptime_in_seconds:[0-4]\\s.*"));
        LettuceLink to = new LettuceLink(
                new ClientConnector(client(redis.uri())),
                new Keys("account", limit),
                "jvm",
                Runnable::run,
                told -> {},
                System::nanoTime);

        List<Object> reply = to.call(
                        new LastReply(limit).header(new CallLoop.Account(limit, "channel", "jvm"), System.nanoTime()))
                .toCompletableFuture()
                .join();
        to.close();

        assertThat(ScriptReply.of(reply).startsIn()).isEqualTo(2_400_000_000L);
    }

    @Test
    void one_line_says_once_how_long_it_takes_and_what_to_do() {
        CallLoop loop = loop(Limit.perMinute(100, 1_000));
        answer(loop, 61_400_000L);
        answer(loop, 60_000_000L);

        assertThat(logger.lines()).singleElement().asString().contains("INFO", "under this key", "In development");
        assertThat(loop.trouble()).contains("Redis knows nothing of the last minute");
        silent.pause(Duration.ofSeconds(62));
        assertThat(loop.trouble()).isNull();
    }

    @Test
    void a_limit_a_second_is_not_worth_a_line() {
        CallLoop loop = loop(Limit.perSecond(20));
        answer(loop, 2_400_000L);

        assertThat(logger.lines()).isEmpty();
    }

    private CallLoop loop(Limit limit) {
        return silent.loop(limit, OnUnavailable.FAIL, 1, logger);
    }

    private void answer(CallLoop loop, long startsIn) {
        CompletableFuture<RateLimiter.Permit> asked = loop.acquire(ONE);
        link.calls.get(link.calls.size() - 1).complete(List.of("epoch", "0", "0", 1L, "1000000", 0L, startsIn, "0"));
        asked.cancel(false);
        link.calls.get(link.calls.size() - 1).complete(List.of("epoch", "0", "0", 1L, "-1", 0L, startsIn));
    }
}
