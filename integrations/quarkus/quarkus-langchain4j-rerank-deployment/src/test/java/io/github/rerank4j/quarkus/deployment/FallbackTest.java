package io.github.rerank4j.quarkus.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.model.output.Response;
import dev.langchain4j.model.scoring.ScoringModel;
import io.github.rerank4j.ContextCapture;
import io.github.rerank4j.RerankRequest;
import io.github.rerank4j.RerankRequestContext;
import io.github.rerank4j.RerankRequestContext.Kind;
import io.github.rerank4j.RerankResponse;
import io.github.rerank4j.Reranker;
import io.github.rerank4j.resilience.FallbackContext;
import io.github.rerank4j.resilience.FallbackListener;
import io.github.rerank4j.resilience.FallbackScoringModel;
import io.quarkiverse.langchain4j.ModelBuilderCustomizer;
import io.quarkiverse.langchain4j.ModelName;
import io.quarkus.test.QuarkusUnitTest;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class FallbackTest {

    private static final String CHAIN = "quarkus.langchain4j.fallback-rerank.";

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = new QuarkusUnitTest()
            .withApplicationRoot(root -> root.addClasses(
                    TestServer.class, Scores.class, Own.class, Calls.class, Contexts.class, NobodyRests.class))
            .overrideConfigKey("quarkus.langchain4j.cloud.scoring-model.provider", "siliconflow-rerank")
            .overrideConfigKey("quarkus.langchain4j.siliconflow-rerank.cloud.base-url", "http://127.0.0.1:9")
            .overrideConfigKey("quarkus.langchain4j.siliconflow-rerank.cloud.api-key", TestServer.API_KEY)
            .overrideConfigKey("quarkus.langchain4j.siliconflow-rerank.cloud.model-name", "BAAI/bge-reranker-v2-m3")
            .overrideConfigKey("quarkus.langchain4j.house.scoring-model.provider", "generic-rerank")
            .overrideConfigKey("quarkus.langchain4j.generic-rerank.house.base-url", TestServer.url())
            .overrideConfigKey("quarkus.langchain4j.generic-rerank.house.api-key", TestServer.API_KEY)
            .overrideConfigKey("quarkus.langchain4j.generic-rerank.house.model-name", "bge-reranker-v2-m3")
            .overrideConfigKey(CHAIN + "members", "cloud, house")
            .overrideConfigKey(CHAIN + "timeout", "20s")
            .overrideConfigKey(CHAIN + "rest-after-failures", "2")
            .overrideConfigKey(CHAIN + "member.house.min-score", "0.35")
            .overrideConfigKey(CHAIN + "member.\"cloud\".within", "2s")
            .overrideConfigKey("quarkus.langchain4j.last.scoring-model.provider", "fallback-rerank")
            .overrideConfigKey(CHAIN + "last.members", "cloud,own")
            .overrideConfigKey(CHAIN + "last.rest-after-failures", "2")
            .overrideConfigKey(CHAIN + "last.member.own.without-threshold", "true")
            .setLogRecordPredicate(record -> record.getLevel().intValue() >= Level.WARNING.intValue()
                    || "io.github.rerank4j.quarkus".equals(record.getLoggerName()))
            .assertLogRecords(records -> assertThat(records)
                    .extracting(LogRecord::getMessage)
                    .anySatisfy(line -> assertThat(line)
                            .startsWith(
                                    "Rerankers: the one without a name (FallbackScoringModel[cloud, house]), \"cloud\"")
                            .contains("\"last\" (FallbackScoringModel[cloud, own])")
                            .doesNotContain("\"own\""))
                    .noneSatisfy(line -> assertThat(line).contains("Unrecognized"))
                    .noneSatisfy(line -> assertThat(line).contains("quarkus.langchain4j.")));

    @Inject
    ScoringModel model;

    @Inject
    Reranker reranker;

    @Inject
    FallbackScoringModel chain;

    @Inject
    @ModelName("last")
    FallbackScoringModel last;

    @Inject
    Calls calls;

    @Test
    void the_chain_without_a_name_is_the_model_without_one_and_needs_no_further_choice() {
        assertThat(model).isSameAs(reranker).isSameAs(chain).isNotSameAs(last);
    }

    @Test
    void where_the_first_member_is_dead_the_next_one_answers_with_its_own_threshold() {
        RerankResponse response = chain.rerank(RerankRequest.builder()
                .query("refund")
                .documents(List.of("Opening hours", "How to get a refund"))
                .build());

        assertThat(response.scores()).containsExactly(0.1, 0.9);
        assertThat(response.answeredBy()).hasValue("house");
        assertThat(response.minScore()).hasValue(0.35);
        assertThat(Scores.of(model)).containsExactly(0.1, 0.9);
    }

    @Test
    void a_chain_with_a_name_has_members_of_its_own_and_the_applications_among_them() {
        assertThat(Scores.of(last)).containsExactly(7.0, 7.0);
        assertThat(last.traits(null).members())
                .last()
                .satisfies(own -> assertThat(own.minScore()).hasValue(Double.NEGATIVE_INFINITY));
    }

    @Test
    void beans_and_customizers_are_the_chains_too() {
        int captures = Contexts.CAPTURES.get();
        calls.kinds.clear();
        Scores.of(chain);
        Scores.of(chain);
        Scores.of(chain);

        assertThat(calls.kinds).contains(Kind.CHAIN, Kind.MODEL);
        assertThat(calls.fallbacks).hasPositiveValue();
        assertThat(Contexts.CAPTURES.get() - captures).isGreaterThanOrEqualTo(6);
        assertThat(chain.members()).noneMatch(member -> member.rests());
    }

    static class Own {

        @Produces
        @Singleton
        @ModelName("own")
        ScoringModel own() {
            return (segments, query) -> Response.from(Collections.nCopies(segments.size(), 7.0));
        }
    }

    static class Contexts {

        static final AtomicInteger CAPTURES = new AtomicInteger();

        @Produces
        @Singleton
        ContextCapture capture() {
            return () -> {
                CAPTURES.incrementAndGet();
                return task -> task;
            };
        }
    }

    @Singleton
    static class Calls implements FallbackListener {

        final List<Kind> kinds = new CopyOnWriteArrayList<>();
        final AtomicInteger fallbacks = new AtomicInteger();

        @Override
        public void onRequest(RerankRequestContext context) {
            kinds.add(context.kind());
        }

        @Override
        public void onFallback(FallbackContext context) {
            fallbacks.incrementAndGet();
        }
    }

    /** After the properties. */
    @Singleton
    static class NobodyRests implements ModelBuilderCustomizer<FallbackScoringModel.Builder> {

        @Override
        public void customize(FallbackScoringModel.Builder builder) {
            builder.restAfterFailures(0);
        }
    }
}
