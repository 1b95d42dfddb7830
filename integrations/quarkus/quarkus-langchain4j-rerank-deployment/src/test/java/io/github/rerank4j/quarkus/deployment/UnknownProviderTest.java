package io.github.rerank4j.quarkus.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.model.scoring.ScoringModel;
import io.github.rerank4j.ContextCapture;
import io.github.rerank4j.RerankListener;
import io.github.rerank4j.RerankRequestContext;
import io.github.rerank4j.Reranker;
import io.github.rerank4j.acme.AcmeScoringModel;
import io.quarkiverse.langchain4j.ModelBuilderCustomizer;
import io.quarkiverse.langchain4j.ModelName;
import io.quarkus.test.QuarkusUnitTest;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A provider of which the extension knows no more than what the provider says of itself. */
class UnknownProviderTest {

    private static final String PREFIX = "quarkus.langchain4j.rerank.providers.acme.";

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = new QuarkusUnitTest()
            .withApplicationRoot(root -> root.addClasses(
                    AcmeServer.class, TestServer.class, Scores.class, Calls.class, CloudEffort.class, Contexts.class))
            .overrideConfigKey("quarkus.langchain4j.scoring-model.provider", "acme-rerank")
            .overrideConfigKey(PREFIX + "api-key", TestServer.API_KEY)
            .overrideConfigKey(PREFIX + "base-url", AcmeServer.url())
            .overrideConfigKey(PREFIX + "effort", "3")
            .overrideConfigKey(PREFIX + "timeout", "20")
            .overrideConfigKey("quarkus.langchain4j.cloud.scoring-model.provider", "acme-rerank")
            .overrideConfigKey(PREFIX + "cloud.api-key", TestServer.API_KEY)
            .overrideConfigKey(PREFIX + "cloud.base-url", AcmeServer.url())
            .overrideConfigKey(PREFIX + "cloud.custom-headers.X-Cloud", "yes")
            .overrideConfigKey(PREFIX + "cloud.long-documents", "truncate")
            .setLogRecordPredicate(record -> record.getLevel().intValue() >= Level.WARNING.intValue()
                    || "io.github.rerank4j.quarkus".equals(record.getLoggerName()))
            .assertLogRecords(records -> assertThat(records)
                    .extracting(LogRecord::getMessage)
                    .anySatisfy(line -> assertThat(line)
                            .startsWith("Rerankers: the one without a name (AcmeScoringModel[provider=acme,")
                            .contains("\"cloud\" (AcmeScoringModel[provider=acme, modelName=acme-rank-1,"))
                    .allSatisfy(line -> assertThat(line).doesNotContain("providers.acme", "Unrecognized")));

    @Inject
    ScoringModel model;

    @Inject
    Reranker reranker;

    @Inject
    AcmeScoringModel acme;

    @Inject
    @ModelName("cloud")
    ScoringModel cloud;

    @Inject
    Calls calls;

    @Test
    void its_model_is_a_bean_of_all_its_types() {
        assertThat(model).isSameAs(reranker).isSameAs(acme).isNotSameAs(cloud);
        assertThat(cloud).isInstanceOf(AcmeScoringModel.class);
    }

    @Test
    void models_with_and_without_a_name_are_asked_as_they_are_configured() {
        assertThat(Scores.of(model)).containsExactly(0.1, 0.9);
        assertThat(AcmeServer.last())
                .contains("Bearer " + TestServer.API_KEY, "\"effort\":3")
                .doesNotContain("yes");

        assertThat(Scores.of(cloud)).containsExactly(0.1, 0.9);
        assertThat(AcmeServer.last().toLowerCase(Locale.ROOT)).contains("x-cloud=[yes]", "\"effort\":2");
        assertThat(calls.providers).containsOnly("acme").hasSizeGreaterThan(1);
        assertThat(Contexts.CAPTURES).hasValueGreaterThan(1);
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
    static class Calls implements RerankListener {

        final List<String> providers = new CopyOnWriteArrayList<>();

        @Override
        public void onRequest(RerankRequestContext context) {
            providers.add(context.provider());
        }
    }

    @Singleton
    @ModelName("cloud")
    static class CloudEffort implements ModelBuilderCustomizer<AcmeScoringModel.Builder> {

        @Override
        public void customize(AcmeScoringModel.Builder builder) {
            builder.effort(2);
        }
    }
}
