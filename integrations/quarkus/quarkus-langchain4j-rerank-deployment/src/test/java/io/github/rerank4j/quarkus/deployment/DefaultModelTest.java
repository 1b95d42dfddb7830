package io.github.rerank4j.quarkus.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.model.scoring.ScoringModel;
import io.github.rerank4j.RerankListener;
import io.github.rerank4j.RerankRequestContext;
import io.github.rerank4j.service.RerankScoringModel;
import io.github.rerank4j.siliconflow.SiliconFlowScoringModel;
import io.quarkiverse.langchain4j.ModelBuilderCustomizer;
import io.quarkus.test.QuarkusUnitTest;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class DefaultModelTest {

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = new QuarkusUnitTest()
            .withApplicationRoot(
                    root -> root.addClasses(TestServer.class, Scores.class, Calls.class, Header.class, Other.class))
            .overrideConfigKey("quarkus.langchain4j.scoring-model.provider", "siliconflow-rerank")
            .overrideConfigKey("quarkus.langchain4j.siliconflow-rerank.base-url", TestServer.url())
            .overrideConfigKey("quarkus.langchain4j.siliconflow-rerank.api-key", TestServer.API_KEY)
            .overrideConfigKey("quarkus.langchain4j.siliconflow-rerank.model-name", "BAAI/bge-reranker-v2-m3")
            .setLogRecordPredicate(record -> "io.github.rerank4j.quarkus".equals(record.getLoggerName()))
            .assertLogRecords(records -> assertThat(records)
                    .singleElement()
                    .extracting(LogRecord::getMessage)
                    .asString()
                    .startsWith("Rerankers: the one without a name (SiliconFlowScoringModel[provider=siliconflow,"
                            + " modelName=BAAI/bge-reranker-v2-m3, baseUrl=http://127.0.0.1:")
                    .doesNotContain(TestServer.API_KEY));

    @Inject
    ScoringModel model;

    @Inject
    RerankScoringModel reranker;

    @Inject
    SiliconFlowScoringModel siliconFlow;

    @Inject
    Calls calls;

    @Test
    void one_bean_is_the_model_of_all_its_types() {
        assertThat(model).isSameAs(reranker).isSameAs(siliconFlow);
    }

    @Test
    void it_ranks() {
        assertThat(Scores.of(model)).containsExactly(0.1, 0.9);
    }

    @Test
    void it_runs_on_the_langchain4j_of_quarkus() {
        assertThat(model.getClass()).isEqualTo(SiliconFlowScoringModel.class);
    }

    @Test
    void a_listener_hears_of_its_calls() {
        Scores.of(model);

        assertThat(calls.providers).contains("siliconflow");
    }

    @Test
    void a_customizer_changes_its_builder_and_one_for_another_model_does_not() {
        Scores.of(model);

        assertThat(TestServer.received("X-Default")).contains("customized");
        assertThat(TestServer.received("X-Other")).isEmpty();
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
    static class Header implements ModelBuilderCustomizer<SiliconFlowScoringModel.Builder> {

        @Override
        public void customize(SiliconFlowScoringModel.Builder builder) {
            builder.customHeaders(Map.of("X-Default", "customized"));
        }
    }

    @Singleton
    @io.quarkiverse.langchain4j.ModelName("other")
    static class Other implements ModelBuilderCustomizer<SiliconFlowScoringModel.Builder> {

        @Override
        public void customize(SiliconFlowScoringModel.Builder builder) {
            builder.customHeaders(Map.of("X-Other", "customized"));
        }
    }
}
