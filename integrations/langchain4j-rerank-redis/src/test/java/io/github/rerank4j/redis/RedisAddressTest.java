package io.github.rerank4j.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.rerank4j.settings.SettingException;
import io.lettuce.core.AbstractRedisClient;
import io.lettuce.core.RedisClient;
import io.lettuce.core.cluster.RedisClusterClient;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Nothing of this connects to a Redis. */
class RedisAddressTest {

    private static final String PROBLEM = "limiter.redis.uri is not an address of Redis";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "zorro",
                "zorro:hunter2@fort",
                "http://zorro:hunter2@fort:6379",
                "REDIS://zorro:hunter2@fort:6379",
                "redis:zorro:hunter2@fort",
                "redis://",
                "redis://zorro:hunter2@",
                "redis://zorro:hun^ter2@fort:6379",
                "redis://zorro:hun ter2@fort:6379",
                "redis://zorro:hun\nter2@fort:6379",
                "redis://zorro:hun%ter2@fort:6379",
                "redis://zorro:hun#ter2@fort:6379",
                "redis://:hun?ter2@fort",
                "redis://hunter/2@fort",
                "redis://zorro:hunter@2?@fort",
                "redis://zorro:hun@ter2@fort:6379",
                "redis://zorro:hunter2",
                "redis://zorro:hunter2#",
                "redis://zorro:hunter2:fort:6379",
                "redis://zorro:hunter2;fort",
                "redis://zorro:hunter2@fort:many",
                "redis://zorro:hunter2@fort:99999",
                "redis://zorro:hunter2@fort:6379/hunter2",
                "redis://zorro:hunter2@fort_knox:6379",
                "redis-sentinel://zorro:hunter2@fort:26379,wall:26379",
                "redis-sentinel://zorro:hun#ter2@fort:26379#master",
                "redis-sentinel://zorro:hunter2,fort#master",
                "redis-socket://zorro:hun/ter2@/run/redis.sock",
                "redis://zorro:hunter2@fort,",
                "redis://zorro:hunter2@fort,wall",
                "redis://zorro:hunter2@fort,redis://zorro:hun#ter2@wall",
                "redis://zorro:hunter2@fort, redis://zorro:hunter2@",
                "redis-sentinel://zorro:hunter2@fort#master,redis://zorro:hunter2@wall",
                "redis-socket://zorro:hunter2@/run/fort,redis://zorro:hunter2@wall",
            })
    void what_is_no_address_is_refused_with_nothing_of_it(String address) {
        SettingException refusal =
                catchThrowableOfType(SettingException.class, () -> RedisAddress.of("limiter.redis.uri", address));

        assertThat(refusal).hasMessageStartingWith(PROBLEM + "; write redis://host:6379, rediss://host:6379");
        assertThat(refusal).hasMessageContaining("percent-encode each @, :, /, #, ?, % and");
        requireNothingOfTheAddress(refusal);
    }

    @Test
    void nodes_with_and_without_tls_are_refused_with_nothing_of_their_address() {
        RedisAddress mixed =
                RedisAddress.of("limiter.redis.uri", "redis://zorro:hunter2@fort,rediss://zorro:hunter2@wall");

        SettingException refusal = catchThrowableOfType(SettingException.class, mixed::client);

        assertThat(refusal).hasMessageStartingWith("limiter.redis.uri has nodes of which some have TLS");
        requireNothingOfTheAddress(refusal);
    }

    private static void requireNothingOfTheAddress(SettingException refusal) {
        StringWriter all = new StringWriter();
        refusal.printStackTrace(new PrintWriter(all, true));
        assertThat(refusal).hasNoCause().hasNoSuppressedExceptions();
        assertThat(all.toString() + refusal.problem() + refusal.remedy())
                .doesNotContain("zorro", "hun", "ter2", "fort", "wall");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "redis://fort | fort:6379",
                "' redis://fort:7000 ' | fort:7000",
                "redis://:hunter2@127.0.0.1:6379/3 | 127.0.0.1:6379",
                "rediss://zorro:hunter2@fort.example:6380?timeout=3s | fort.example:6380",
                "redis://zorro:hun%23%3F%40%2F%5E%25%3Ater2@fort:6379 | fort:6379",
                "redis://zorro:hun,ter2@fort | fort:6379",
                "redis://zorro:hunter2@[::1]:6379 | [::1]:6379",
                "redis://zorro:hunter2@fort_knox | fort_knox:6379",
                "redis-sentinel://zorro:hunter2@a:26379,b:26380#master | a:26379,b:26380",
                "redis-socket://zorro:hunter2@/run/redis.sock | /run/redis.sock",
                "'redis://:hunter2@a:7000 , redis://:hunter2@b:7001' | a:7000,b:7001",
            })
    void an_address_is_shown_without_user_and_password(String text, String where) {
        RedisAddress address = RedisAddress.of("uri", text);

        assertThat(address.where()).isEqualTo(where);
        assertThat(address).hasToString(where);
    }

    @Test
    void one_address_is_a_server_and_several_are_a_cluster() {
        requireClient("rediss://:hunter2@127.0.0.1:6379", RedisClient.class);
        requireClient("redis-sentinel://:hunter2@127.0.0.1:26379#master", RedisClient.class);
        requireClient("redis://:hunter2@127.0.0.1:7000,redis://:hunter2@127.0.0.1:7001", RedisClusterClient.class);
    }

    private static void requireClient(String address, Class<? extends AbstractRedisClient> type) {
        AbstractRedisClient client = RedisAddress.of("uri", address).client();
        try {
            assertThat(client).isInstanceOf(type);
        } finally {
            client.shutdown(Duration.ZERO, Duration.ofSeconds(2));
        }
    }
}
