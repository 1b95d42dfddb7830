package io.github.rerank4j.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.rerank4j.RateLimiter;
import io.github.rerank4j.RateLimiters;
import io.github.rerank4j.resilience.ScoreKey;
import io.github.rerank4j.resilience.ScoreStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What of a shared limit and a shared memory ends the start, each with one sentence. No Redis is asked. */
class RedisRefusalTest {

    private static final String P = "langchain4j.rerank.";
    private static final String LIMIT = P + "limiter.redis.requests-per-second=20";
    private static final String SECRET = P + "cache.key-secret=sixteen bytes at the least";

    private final LocalProviders providers = new LocalProviders();

    @AfterEach
    void stop() {
        providers.close();
    }

    @Test
    void jedis_is_refused() {
        assertThat(Application.refusal(providers.siliconFlow(LIMIT, "spring.data.redis.client-type=jedis")))
                .isEqualTo(P
                        + "limiter.redis is set, but the application talks to Redis through Jedis or another client (bean"
                        + " redisConnectionFactory), and rerankers can use Lettuce only; set"
                        + " spring.data.redis.client-type=lettuce and keep io.lettuce:lettuce-core on the class path, or"
                        + " define a LettuceConnectionFactory bean");
    }

    @Test
    void an_application_without_a_redis_is_refused() {
        assertThat(Application.refusal(providers.siliconFlow(
                        LIMIT,
                        "spring.autoconfigure.exclude="
                                + "org.springframework.boot.autoconfigure.data.redis.RedisAutoConfiguration,"
                                + "org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration")))
                .isEqualTo(P
                        + "limiter.redis is set, but the application has no connection to Redis; set"
                        + " spring.data.redis.url, or define a LettuceConnectionFactory bean");
    }

    @Test
    void a_limiter_of_the_application_and_the_property_contradict_each_other() {
        assertThat(Application.refusal(OwnLimiter.class, providers.siliconFlow(LIMIT)))
                .isEqualTo(
                        P + "limiter.redis is set, but the application also has a RateLimiter bean (ours), and only one"
                                + " of the two can be used; remove the property or the bean");
    }

    @Test
    void a_store_of_the_application_and_the_property_contradict_each_other() {
        assertThat(Application.refusal(
                        OwnStore.class,
                        providers.siliconFlow(P + "cache.enabled=true", P + "cache.redis-prefix=shop:", SECRET)))
                .isEqualTo(
                        P + "cache.redis-prefix is set, but the application also has a ScoreStore bean (kept), and only"
                                + " one of the two can be used; remove the property or the bean");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "limiter.redis.requests-per-second=20 | limiter.redis.requests-per-minute=9"
                        + " | limiter.redis.requests-per-second and"
                        + " langchain4j.rerank.limiter.redis.requests-per-minute are both set, but a limit counts seconds or"
                        + " minutes; remove one of them",
                "limiter.redis.requests-per-second=20 | limiter.redis.tokens-per-minute=9"
                        + " | limiter.redis.requests-per-second and langchain4j.rerank.limiter.redis.tokens-per-minute are"
                        + " both set",
                "limiter.redis.key=mine | limiter.redis.expected-instances=3"
                        + " | limiter.redis.requests-per-second is missing, so that there is no limit; set it, or"
                        + " langchain4j.rerank.limiter.redis.requests-per-minute or"
                        + " langchain4j.rerank.limiter.redis.tokens-per-minute or both",
                "limiter.redis.requests-per-second=0 | cache.enabled=false | limiter.redis.requests-per-second is 0.0, but",
                "limiter.redis.tokens-per-minute=0 | cache.enabled=false | limiter.redis.tokens-per-minute is 0, but must be"
                        + " at least 1",
                "limiter.redis.requests-per-minute=many | cache.enabled=false"
                        + " | limiter.redis.requests-per-minute is \"many\", but must be",
                "limiter.redis.on-unavailable=close | cache.enabled=false"
                        + " | limiter.redis.on-unavailable is \"close\", but must be one of",
                "limiter.redis.request-per-second=20 | cache.enabled=false"
                        + " | limiter.redis.request-per-second is not known; did you mean"
                        + " langchain4j.rerank.limiter.redis.requests-per-second?",
                "limiter.reids.key=x | cache.enabled=false | limiter.reids.key is not known; did you mean"
                        + " langchain4j.rerank.limiter.redis.key?",
                "instances.faq.limiter.redis.keey=x | cache.enabled=false"
                        + " | instances.faq.limiter.redis.keey is not known; did you mean"
                        + " langchain4j.rerank.instances.faq.limiter.redis.key?",
                "limiter.redis=true | cache.enabled=false | limiter.redis must be a group of properties, not a value",
                "limiter.redis.key=${NO_SUCH_KEY} | limiter.redis.requests-per-second=20"
                        + " | limiter.redis.key is set to ${NO_SUCH_KEY}, which neither",
                "instances.faq.limiter.redis.requests-per-second=5 | instances.faq.requests-per-second=5"
                        + " | instances.faq.limiter.redis and langchain4j.rerank.instances.faq.requests-per-second are both"
                        + " set, but a reranker has one limiter; remove one of them",
                "cache.enabled=true | cache.redis-prefix=shop: | cache.redis-prefix is set, but"
                        + " langchain4j.rerank.cache.key-secret is not, and without a secret the questions could be guessed"
                        + " from the keys in Redis; set langchain4j.rerank.cache.key-secret to at least 16 bytes, the same"
                        + " for all applications that share the scores",
                "cache.redis-prefix=shop: | cache.key-secret=sixteen bytes at the least | cache.enabled is not set, so the"
                        + " other properties of the cache have no effect; set it to true, or to false if that is meant",
            })
    void a_setting_that_cannot_be_is_named(String property, String other, String complaint) {
        assertThat(Application.refusal(named(P + property, P + other))).startsWith(P + complaint);
    }

    @Test
    void a_number_of_documents_of_a_shared_memory_is_refused() {
        assertThat(Application.refusal(named(
                        P + "cache.enabled=true",
                        P + "cache.redis-prefix=shop:",
                        SECRET,
                        P + "cache.max-documents=10")))
                .isEqualTo(P
                        + "cache.redis-prefix and langchain4j.rerank.cache.max-documents are both set, but Redis itself"
                        + " limits how many scores it keeps, by its maxmemory; remove"
                        + " langchain4j.rerank.cache.max-documents");
    }

    @Test
    void two_limits_with_one_key_are_refused() {
        assertThat(Application.refusal(named(
                        LIMIT,
                        P + "limiter.redis.key=account",
                        P + "instances.faq.limiter.redis.requests-per-second=5",
                        P + "siliconflow.enabled=true",
                        P + "siliconflow.api-key=" + LocalProviders.API_KEY,
                        P + "siliconflow.model-name=BAAI/bge-reranker-v2-m3")))
                .contains(
                        " set different limits for the same key, account; set the same limit in both, or give each a key"
                                + " of its own");
    }

    @Test
    void a_limit_of_a_chain_is_refused() {
        assertThat(Application.refusal(named(
                        P + "instances.best.provider=fallback",
                        P + "instances.best.members=faq",
                        P + "instances.best.limiter.redis.requests-per-second=5")))
                .isEqualTo(
                        P + "instances.best.limiter is set for a chain, but a chain asks no service itself; set it for"
                                + " the members of the chain");
    }

    private String[] named(String... more) {
        List<String> all = new ArrayList<>(List.of(
                P + "instances.faq.provider=siliconflow",
                P + "instances.faq.base-url=" + providers.server.url(),
                P + "instances.faq.api-key=" + LocalProviders.API_KEY,
                P + "instances.faq.model-name=BAAI/bge-reranker-v2-m3"));
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }

    @Configuration(proxyBeanMethods = false)
    static class OwnLimiter {

        @Bean
        RateLimiter ours() {
            return RateLimiters.perSecond(20);
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class OwnStore {

        @Bean
        ScoreStore kept() {
            return new ScoreStore() {
                @Override
                public CompletableFuture<double[]> getAll(List<ScoreKey> keys) {
                    return CompletableFuture.completedFuture(new double[keys.size()]);
                }

                @Override
                public CompletableFuture<Void> putAll(List<ScoreKey> keys, double[] scores, Duration timeToLive) {
                    return CompletableFuture.completedFuture(null);
                }
            };
        }
    }
}
