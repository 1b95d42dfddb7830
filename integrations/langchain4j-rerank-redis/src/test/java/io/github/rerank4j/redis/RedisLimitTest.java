package io.github.rerank4j.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.rerank4j.settings.Setting;
import io.github.rerank4j.settings.SettingNames;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RedisLimitTest {

    private static final String WHO =
            "a-model shares a rate limit with all applications that use the same key on Redis" + " at redis:6379: ";

    private final RedisLimit limit = new RedisLimit();

    @Test
    void what_is_not_set_is_told_where_something_else_counts() {
        set("requestsPerSecond", "0.5");

        assertThat(announced())
                .isEqualTo(WHO + "key=by-default, requests-per-second=0.5,"
                        + " expected-instances=as many as the Redis has seen, on-unavailable=local-share");
    }

    @Test
    void a_large_rate_is_written_out() {
        set("requestsPerSecond", "10000000");

        assertThat(announced()).contains("requests-per-second=10000000,");
    }

    @Test
    void every_setting_is_told() {
        Map<String, String> values = Map.of(
                "key", "account",
                "requestsPerSecond", "3",
                "requestsPerMinute", "5",
                "tokensPerMinute", "7",
                "expectedInstances", "11",
                "onUnavailable", "fail");
        values.forEach(this::set);

        assertThat(RedisLimit.settings())
                .extracting(Setting::name)
                .allSatisfy(
                        name -> assertThat(announced()).contains(SettingNames.dashed(name) + "=" + values.get(name)));
    }

    private void set(String name, String text) {
        RedisLimit.settings().stream()
                .filter(setting -> setting.name().equals(name))
                .forEach(setting -> setting.applyText(limit, text));
    }

    private String announced() {
        return limit.announcement("a-model", "redis:6379", "by-default");
    }
}
