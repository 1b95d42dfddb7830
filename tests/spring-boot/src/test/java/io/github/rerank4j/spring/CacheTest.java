package io.github.rerank4j.spring;

import static io.github.rerank4j.spring.ActuatorTest.count;
import static io.github.rerank4j.spring.ActuatorTest.get;
import static io.github.rerank4j.spring.LocalProviders.scores;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.fasterxml.jackson.databind.JsonNode;
import dev.langchain4j.model.scoring.ScoringModel;
import io.github.rerank4j.RerankListener;
import io.github.rerank4j.RerankRequest;
import io.github.rerank4j.RerankRequestContext;
import io.github.rerank4j.RerankRequestContext.Kind;
import io.github.rerank4j.Reranker;
import io.github.rerank4j.RerankerTraits;
import io.github.rerank4j.resilience.CachingScoringModel;
import io.github.rerank4j.resilience.FallbackScoringModel;
import io.github.rerank4j.resilience.ScoreKey;
import io.github.rerank4j.resilience.ScoreStore;
import io.github.rerank4j.siliconflow.SiliconFlowScoringModel;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Rerankers that remember their scores, by properties. */
class CacheTest {

    private static final String P = "langchain4j.rerank.";
    private static final String ON = P + "cache.enabled=true";
    private static final String SECRET = "sixteen bytes at the least";

    private final LocalProviders providers = new LocalProviders();

    @AfterEach
    void stop() {
        providers.close();
    }

    @Test
    void a_reranker_remembers_its_scores() {
        try (ConfigurableApplicationContext context = Application.with(providers.siliconFlow(ON))) {
            Reranker reranker = context.getBean(Reranker.class);
            scores(reranker);

            assertThat(reranker.rerank(request()).cached()).isTrue();
            assertThat(scores(reranker)).containsExactly(0.1, 0.9);
            assertThat(providers.server.requestCount()).isEqualTo(1);
            assertThat(context.getBean("siliconFlowScoringModel")).isInstanceOf(CachingScoringModel.class);
        }
    }

    @Test
    void what_a_reranker_with_a_name_says_comes_first() {
        try (ConfigurableApplicationContext context =
                Application.with(providers.siliconFlow(named(ON, P + "instances.faq.cache.enabled=false")))) {
            assertThat(context.getBean("siliconFlowScoringModel")).isInstanceOf(CachingScoringModel.class);
            assertThat(context.getBean("faq")).isInstanceOf(SiliconFlowScoringModel.class);
        }
        try (ConfigurableApplicationContext context = Application.with(
                providers.siliconFlow(named(P + "cache.time-to-live=1h", P + "instances.faq.cache.enabled=true")))) {
            assertThat(context.getBean("siliconFlowScoringModel")).isInstanceOf(SiliconFlowScoringModel.class);
            assertThat(context.getBean("faq")).isInstanceOf(CachingScoringModel.class);
        }
    }

    @Test
    void the_members_of_a_chain_remember_and_not_the_chain() {
        try (ConfigurableApplicationContext context = Application.with(providers.siliconFlow(named(
                ON,
                P + "instances.best.provider=fallback",
                P + "instances.best.members=faq,siliconflow",
                P + "aggregator.enabled=true",
                P + "aggregator.min-score=0.5",
                P + "instances.best.member.siliconflow.min-score=0.5")))) {
            FallbackScoringModel chain = context.getBean(FallbackScoringModel.class);
            scores(chain);

            assertThat(chain.rerank(request()).cached()).isTrue();
            assertThat(chain.traits(null).members())
                    .extracting(RerankerTraits.Member::reranker)
                    .allMatch(CachingScoringModel.class::isInstance);
        }
    }

    @Test
    void a_store_of_the_application_is_used() {
        try (ConfigurableApplicationContext context =
                Application.with(Store.class, providers.siliconFlow(ON, P + "cache.key-secret=" + SECRET))) {
            scores(context.getBean(ScoringModel.class));

            assertThat(context.getBean(Store.class).kept)
                    .succeedsWithin(Duration.ofSeconds(20))
                    .isEqualTo(Duration.ofHours(24));
        }
    }

    @Test
    void listeners_and_customizers_reach_a_cache() {
        try (ConfigurableApplicationContext context = Application.with(Watching.class, providers.siliconFlow(ON))) {
            scores(context.getBean(ScoringModel.class));

            assertThat(context.getBean(Watching.class).seen)
                    .containsExactly("siliconFlowScoringModel", Kind.CACHE.name(), Kind.MODEL.name());
        }
    }

    @Test
    void the_model_is_closed_with_the_application() {
        Reranker inner;
        try (ConfigurableApplicationContext context = Application.with(providers.siliconFlow(ON))) {
            inner = context.getBean(Reranker.class)
                    .traits(null)
                    .members()
                    .get(0)
                    .reranker();
            scores(inner);
        }

        assertThatIllegalStateException().isThrownBy(() -> scores(inner));
    }

    @Test
    void hits_and_misses_are_counted_and_calls_once() throws Exception {
        try (ConfigurableApplicationContext application = Application.onTheWeb(providers.siliconFlow(ON))) {
            scores(application.getBean(ScoringModel.class));
            scores(application.getBean(ScoringModel.class));

            assertThat(count(application, "rerank.cache?tag=reranker:siliconFlowScoringModel&tag=result:hit"))
                    .isEqualTo(2);
            assertThat(count(application, "rerank.cache?tag=result:miss")).isEqualTo(2);
            assertThat(count(application, "rerank.cache?tag=result:error")).isZero();
            assertThat(application
                            .getBean(MeterRegistry.class)
                            .get("rerank.calls")
                            .timers())
                    .extracting(Timer::count)
                    .containsExactly(1L);
        }
    }

    @Test
    void health_asks_the_model_and_not_its_memory() throws Exception {
        try (ConfigurableApplicationContext application =
                Application.onTheWeb(providers.siliconFlow(ON, "management.health.rerank.enabled=true"))) {
            get(application, "/actuator/health");
            JsonNode rerank = get(application, "/actuator/health").at("/components/rerank");

            assertThat(rerank.path("status").asText()).isEqualTo("UP");
            assertThat(rerank.at("/details/siliconFlowScoringModel/reranker").asText())
                    .contains("provider=siliconflow");
            assertThat(providers.server.requestCount()).isEqualTo(2);
        }
    }

    @Test
    void the_secret_of_the_keys_is_not_shown() throws Exception {
        try (ConfigurableApplicationContext application = Application.onTheWeb(providers.siliconFlow(named(
                ON,
                P + "cache.key-secret=" + SECRET,
                P + "instances.faq.cache.keySecret=other " + SECRET,
                "our.own.variable=" + SECRET,
                "management.endpoint.env.show-values=always",
                "management.endpoint.configprops.show-values=always")))) {
            assertThat(get(application, "/actuator/configprops").toString())
                    .contains("\"keySecret\"")
                    .doesNotContain(SECRET);
            assertThat(get(application, "/actuator/env").toString())
                    .contains("our.own.variable")
                    .doesNotContain(SECRET);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "cache.max-documents=10 | cache.enabled is not set, so the other properties of the cache have no effect; set"
                        + " it to true, or to false if that is meant",
                "instances.faq.cache.version=1 | instances.faq.cache.enabled is not set, so the other properties of the"
                        + " cache have no effect; set it to true, or to false if that is meant",
            })
    void what_has_no_effect_is_refused(String property, String complaint) {
        assertThat(Application.refusal(providers.siliconFlow(named(P + property))))
                .isEqualTo(P + complaint);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "cache.max-documents=0 | cache.max-documents is 0, but must be at least 1",
                "cache.time-to-live=0s | cache.time-to-live is 0 s, but must be longer than zero",
                "instances.faq.cache.time-to-live=0s | instances.faq.cache.time-to-live is 0 s, but must be",
                "cache.time-to-live=60 | cache.time-to-live is \"60\", but must be",
                "cache.key-secret=guessable | cache.key-secret is shorter than 16 bytes",
                "cache.max-document=1 | cache.max-document is not known; did you mean"
                        + " langchain4j.rerank.cache.max-documents?",
                "cache.key-secret=${NO_SUCH_SECRET} | cache.key-secret is set to ${NO_SUCH_SECRET}, which neither the"
                        + " environment nor a property defines",
                "instances.faq.cache.key-secret=${NO_SUCH_SECRET} | instances.faq.cache.key-secret is set to"
                        + " ${NO_SUCH_SECRET}, which neither",
                "cache.provider=x | cache.provider is not known;",
                "cahce.version=1 | cahce.version is not known; did you mean langchain4j.rerank.cache.version?",
                "instances.faq.cache.versoin=1 | instances.faq.cache.versoin is not known; did you mean"
                        + " langchain4j.rerank.instances.faq.cache.version?",
                "instances.faq.cache=true | instances.faq.cache must be a group of properties, not a value",
            })
    void a_setting_that_cannot_be_is_named(String property, String complaint) {
        assertThat(Application.refusal(providers.siliconFlow(named(ON, P + property))))
                .startsWith(P + complaint)
                .doesNotContain("guessable");
    }

    @Test
    void a_cache_around_a_chain_is_refused() {
        assertThat(Application.refusal(providers.siliconFlow(named(
                        P + "instances.best.provider=fallback",
                        P + "instances.best.members=faq",
                        P + "instances.best.cache.enabled=true"))))
                .isEqualTo(P + "instances.best.cache is set for a chain, but a chain has no cache of its own; set"
                        + " it for the members of the chain");
    }

    @Test
    void a_store_without_a_secret_is_refused() {
        assertThat(Application.refusal(Store.class, providers.siliconFlow(ON)))
                .contains(P + "cache.key-secret", "questions could be guessed");
    }

    private static RerankRequest request() {
        return RerankRequest.builder()
                .query("coffee")
                .documents(List.of("tea", "coffee"))
                .build();
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
    static class Watching {

        private final List<String> seen = new CopyOnWriteArrayList<>();

        @Bean
        RerankListener listener() {
            return new RerankListener() {
                @Override
                public void onRequest(RerankRequestContext context) {
                    seen.add(context.kind().name());
                }
            };
        }

        @Bean
        RerankModelCustomizer<CachingScoringModel.Builder> customizer() {
            return (builder, name) -> seen.add(name);
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Store {

        private final CompletableFuture<Duration> kept = new CompletableFuture<>();

        @Bean
        ScoreStore store() {
            return new ScoreStore() {
                @Override
                public CompletableFuture<double[]> getAll(List<ScoreKey> keys) {
                    double[] scores = new double[keys.size()];
                    Arrays.fill(scores, Double.NaN);
                    return CompletableFuture.completedFuture(scores);
                }

                @Override
                public CompletableFuture<Void> putAll(List<ScoreKey> keys, double[] scores, Duration timeToLive) {
                    kept.complete(timeToLive);
                    return CompletableFuture.completedFuture(null);
                }
            };
        }
    }
}
