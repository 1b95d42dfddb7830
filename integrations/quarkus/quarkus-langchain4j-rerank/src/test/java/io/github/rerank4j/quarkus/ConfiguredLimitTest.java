package io.github.rerank4j.quarkus;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.rerank4j.service.RerankProviders;
import io.quarkiverse.langchain4j.runtime.NamedConfigUtil;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the log says at start of a limit that is shared. Nothing of this connects to a Redis. */
class ConfiguredLimitTest {

    private static final String OF_ALL = "quarkus.langchain4j.rerank.limiter.redis.";
    private static final String OF_ONE = "quarkus.langchain4j.siliconflow-rerank.limiter.redis.";
    private static final String WHO = "quarkus.langchain4j.siliconflow-rerank shares a rate limit with all applications"
            + " that use the same key on Redis at redis:6379: ";
    private static final String ADDRESS = "redis://user:a-password@redis:6379";

    @Test
    void the_limit_of_all_is_announced_without_its_password() {
        assertThat(announced(Map.of(
                        OF_ALL + "uri",
                        ADDRESS,
                        OF_ALL + "requests-per-second",
                        "20",
                        "quarkus.langchain4j.siliconflow-rerank.model-name",
                        "a-model")))
                .isEqualTo(WHO + "key=siliconflow:a-model, requests-per-second=20,"
                        + " expected-instances=as many as the Redis has seen, on-unavailable=local-share");
    }

    @Test
    void a_rate_of_one_model_is_announced_in_the_place_of_that_of_all() {
        assertThat(announced(Map.of(
                        OF_ALL + "uri", ADDRESS,
                        OF_ALL + "requests-per-second", "20",
                        OF_ALL + "expected-instances", "4",
                        OF_ONE + "tokens-per-minute", "500000",
                        OF_ONE + "key", "account",
                        OF_ONE + "on-unavailable", "fail")))
                .isEqualTo(WHO + "key=account, tokens-per-minute=500000, expected-instances=4, on-unavailable=fail");
    }

    private static String announced(Map<String, String> properties) {
        SmallRyeConfig config = new SmallRyeConfigBuilder()
                .withSources(new PropertiesConfigSource(properties, "test", 100))
                .build();
        ConfiguredLimit configured = new ConfiguredLimit(
                RerankProviders.of(ConfiguredLimitTest.class.getClassLoader()).named("siliconflow"),
                NamedConfigUtil.DEFAULT_NAME,
                config);
        return configured.announcement(configured.limit());
    }
}
