package io.github.rerank4j.quarkus.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.model.scoring.ScoringModel;
import io.github.rerank4j.RerankListener;
import io.github.rerank4j.RerankRequestContext;
import io.github.rerank4j.RerankRequestContext.Kind;
import io.github.rerank4j.Reranker;
import io.github.rerank4j.generic.GenericScoringModel;
import io.github.rerank4j.resilience.CachingScoringModel;
import io.github.rerank4j.resilience.FallbackScoringModel;
import io.github.rerank4j.tencent.TencentScoringModel;
import io.quarkiverse.langchain4j.ModelBuilderCustomizer;
import io.quarkiverse.langchain4j.ModelName;
import io.quarkus.test.QuarkusUnitTest;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class CacheTest {

    private static final String PLACE = CacheTest.class.getName();

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = new QuarkusUnitTest()
            .withApplicationRoot(root ->
                    root.addClasses(TestServer.class, Scores.class, Calls.class, OfModels.class, OfCaches.class))
            .overrideConfigKey("quarkus.langchain4j.rerank.cache.enabled", "true")
            .overrideConfigKey("quarkus.langchain4j.rerank.cache.time-to-live", "2h")
            .overrideConfigKey("quarkus.langchain4j.house.scoring-model.provider", "generic-rerank")
            .overrideConfigKey("quarkus.langchain4j.generic-rerank.house.base-url", TestServer.url())
            .overrideConfigKey("quarkus.langchain4j.generic-rerank.house.api-key", TestServer.API_KEY)
            .overrideConfigKey("quarkus.langchain4j.generic-rerank.house.model-name", "bge-reranker-v2-m3")
            .overrideConfigKey("quarkus.langchain4j.generic-rerank.house.custom-headers.X-Cached", "yes")
            .overrideConfigKey("quarkus.langchain4j.generic-rerank.house.cache.max-documents", "500")
            .overrideConfigKey("quarkus.langchain4j.generic-rerank.house.cache.version", "2026-11")
            .overrideConfigKey("quarkus.langchain4j.cloud.scoring-model.provider", "tencent-rerank")
            .overrideConfigKey("quarkus.langchain4j.tencent-rerank.cloud.base-url", TestServer.url())
            .overrideConfigKey("quarkus.langchain4j.tencent-rerank.cloud.secret-id", TestServer.SECRET_ID)
            .overrideConfigKey("quarkus.langchain4j.tencent-rerank.cloud.secret-key", TestServer.SECRET_KEY)
            .overrideConfigKey("quarkus.langchain4j.tencent-rerank.cloud.cache.enabled", "false")
            .overrideConfigKey("quarkus.langchain4j.fallback-rerank.members", "house,cloud")
            .setLogRecordPredicate(record -> record.getLevel().intValue() >= Level.WARNING.intValue()
                    || "io.github.rerank4j.quarkus".equals(record.getLoggerName()))
            .assertLogRecords(records -> assertThat(records)
                    .extracting(LogRecord::getMessage)
                    .anySatisfy(line -> assertThat(line).contains("\"house\" (CachingScoringModel["))
                    .noneSatisfy(line -> assertThat(line).contains("quarkus.langchain4j.")))
            .setAfterUndeployListener(() -> {
                Object later = Objects.requireNonNull(System.getProperties().remove(PLACE));
                assertThat(((Supplier<?>) later).get()).isEqualTo("IllegalStateException");
            });

    @Inject
    @ModelName("house")
    CachingScoringModel house;

    @Inject
    @ModelName("house")
    ScoringModel model;

    @Inject
    @ModelName("house")
    Reranker reranker;

    @Inject
    @ModelName("cloud")
    TencentScoringModel cloud;

    @Inject
    FallbackScoringModel chain;

    @Inject
    Calls calls;

    @Test
    void a_model_with_a_cache_is_a_bean_of_the_caches_class_and_another_of_its_own() {
        assertThat(house).isSameAs(model).isSameAs(reranker);
        assertThat(cloud).isNotNull();
        assertThat(OfModels.NUMBER).hasPositiveValue();
        assertThat(OfCaches.NUMBER).hasPositiveValue();
    }

    @Test
    void what_it_has_been_asked_it_is_not_asked_again_not_even_by_the_chain() {
        Scores.of(house);
        int asked = TestServer.received("X-Cached").size();
        calls.kinds.clear();

        assertThat(Scores.of(house)).containsExactly(0.1, 0.9);
        assertThat(Scores.of(chain)).containsExactly(0.1, 0.9);

        assertThat(TestServer.received("X-Cached")).hasSize(asked);
        assertThat(calls.kinds).contains(Kind.CACHE, Kind.CHAIN).doesNotContain(Kind.MODEL);
        assertThat(house.hits()).isGreaterThanOrEqualTo(4);
    }

    @Test
    void the_end_of_the_application_closes_the_model_behind_it_too() {
        ScoringModel behind = house.traits(null).members().get(0).reranker();
        Supplier<String> later = () -> failureOf(behind);

        System.getProperties().put(PLACE, later);

        assertThat(later.get()).isEqualTo("none");
    }

    private static String failureOf(ScoringModel model) {
        try {
            Scores.of(model);
            return "none";
        } catch (RuntimeException failure) {
            return failure.getClass().getSimpleName();
        }
    }

    @Singleton
    static class Calls implements RerankListener {

        final List<Kind> kinds = new CopyOnWriteArrayList<>();

        @Override
        public void onRequest(RerankRequestContext context) {
            kinds.add(context.kind());
        }
    }

    @Singleton
    @ModelName("house")
    static class OfModels implements ModelBuilderCustomizer<GenericScoringModel.Builder> {

        static final AtomicInteger NUMBER = new AtomicInteger();

        @Override
        public void customize(GenericScoringModel.Builder builder) {
            NUMBER.incrementAndGet();
        }
    }

    @Singleton
    @ModelName("house")
    static class OfCaches implements ModelBuilderCustomizer<CachingScoringModel.Builder> {

        static final AtomicInteger NUMBER = new AtomicInteger();

        @Override
        public void customize(CachingScoringModel.Builder builder) {
            NUMBER.incrementAndGet();
        }
    }
}
