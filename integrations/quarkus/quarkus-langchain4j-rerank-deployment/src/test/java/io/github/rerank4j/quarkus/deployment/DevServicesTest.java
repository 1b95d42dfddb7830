package io.github.rerank4j.quarkus.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.model.scoring.ScoringModel;
import io.quarkiverse.langchain4j.ModelName;
import io.quarkus.test.QuarkusUnitTest;
import jakarta.inject.Inject;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class DevServicesTest {

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = new QuarkusUnitTest()
            .withApplicationRoot(root -> root.addClasses(Scores.class, TestServer.class))
            .overrideConfigKey("quarkus.langchain4j.scoring-model.provider", "tencent-rerank")
            .overrideConfigKey("quarkus.langchain4j.china.scoring-model.provider", "tencent-rerank")
            .overrideConfigKey("quarkus.langchain4j.tencent-rerank.china.site", "china")
            .overrideConfigKey("quarkus.langchain4j.bge.scoring-model.provider", "siliconflow-rerank")
            .overrideConfigKey("quarkus.langchain4j.siliconflow-rerank.bge.model-name", "BAAI/bge-reranker-v2-m3")
            .overrideConfigKey("quarkus.langchain4j.house.scoring-model.provider", "generic-rerank")
            .overrideConfigKey("quarkus.langchain4j.generic-rerank.house.dialect", "vllm")
            .overrideConfigKey("quarkus.langchain4j.generic-rerank.house.model-name", "house/reranker")
            .overrideConfigKey("quarkus.langchain4j.hosted.scoring-model.provider", "generic-rerank")
            .overrideConfigKey("quarkus.langchain4j.generic-rerank.hosted.dialect", "COHERE_V2")
            .overrideConfigKey("quarkus.langchain4j.generic-rerank.hosted.model-name", "rerank-v3.5")
            .overrideConfigKey("quarkus.langchain4j.logits.scoring-model.provider", "generic-rerank")
            .overrideConfigKey("quarkus.langchain4j.generic-rerank.logits.dialect", "nvidia-nim")
            .overrideConfigKey("quarkus.langchain4j.generic-rerank.logits.model-name", "nvidia/reranker")
            .overrideConfigKey("quarkus.langchain4j.unset.scoring-model.provider", "siliconflow-rerank")
            .overrideConfigKey("quarkus.langchain4j.siliconflow-rerank.unset.model-name", "BAAI/bge-reranker-v2-m3")
            .overrideConfigKey("quarkus.langchain4j.siliconflow-rerank.unset.api-key", "${NO_SUCH_VARIABLE:}")
            .overrideConfigKey("quarkus.langchain4j.quoted.scoring-model.provider", "siliconflow-rerank")
            .overrideConfigKey(
                    "quarkus.langchain4j.siliconflow-rerank.\"quoted\".model-name", "BAAI/bge-reranker-v2-m3")
            .overrideConfigKey("quarkus.langchain4j.siliconflow-rerank.\"quoted\".api-key", TestServer.API_KEY)
            .overrideConfigKey("quarkus.langchain4j.real.scoring-model.provider", "siliconflow-rerank")
            .overrideConfigKey("quarkus.langchain4j.siliconflow-rerank.real.model-name", "BAAI/bge-reranker-v2-m3")
            .overrideConfigKey("quarkus.langchain4j.siliconflow-rerank.real.api-key", TestServer.API_KEY)
            .setLogRecordPredicate(record -> record.getLoggerName().contains("RerankDevServices"))
            .assertLogRecords(records -> assertThat(records)
                    .extracting(LogRecord::getMessage)
                    .hasSize(6)
                    .anySatisfy(line -> assertThat(line)
                            .contains("http://127.0.0.1:", "stands in for tencent-rerank")
                            .contains("its scores are not the provider's")
                            .contains("Set quarkus.langchain4j.tencent-rerank.secret-id to ask the provider")
                            .contains("quarkus.langchain4j.rerank.devservices.enabled=false"))
                    .anySatisfy(line -> assertThat(line).contains("quarkus.langchain4j.siliconflow-rerank.bge.api-key"))
                    .anySatisfy(line -> assertThat(line)
                            .contains("stands in for generic-rerank (cohere-v2)")
                            .contains("Set quarkus.langchain4j.generic-rerank.hosted.api-key to ask"))
                    .anySatisfy(line -> assertThat(line)
                            .contains("stands in for generic-rerank (vllm)")
                            .contains("Set quarkus.langchain4j.generic-rerank.house.base-url to ask")));

    @Inject
    ScoringModel tencent;

    @Inject
    @ModelName("china")
    ScoringModel china;

    @Inject
    @ModelName("bge")
    ScoringModel bge;

    @Inject
    @ModelName("house")
    ScoringModel house;

    @Inject
    @ModelName("hosted")
    ScoringModel hosted;

    @Inject
    @ModelName("logits")
    ScoringModel logits;

    @Inject
    @ModelName("real")
    ScoringModel real;

    @Inject
    @ModelName("unset")
    ScoringModel unset;

    @Inject
    @ModelName("quoted")
    ScoringModel quoted;

    @Test
    void without_a_key_a_local_server_ranks_by_common_words() {
        assertThat(Scores.of(bge)).containsExactly(0.0, 1.0);
        assertThat(Scores.of(house)).containsExactly(0.0, 1.0);
        assertThat(Scores.of(hosted)).containsExactly(0.0, 1.0);
    }

    @Test
    void the_scores_have_the_range_of_the_provider() {
        assertThat(Scores.of(tencent)).containsExactly(-4.0, 4.0);
        assertThat(Scores.of(logits)).containsExactly(-4.0, 4.0);
    }

    @Test
    void the_server_has_the_regions_and_limits_of_the_site() {
        assertThat(Scores.of(china)).containsExactly(-4.0, 4.0);
    }

    @Test
    void a_variable_that_nobody_has_set_is_no_key() {
        assertThat(Scores.of(unset)).containsExactly(0.0, 1.0);
    }

    @Test
    void a_model_with_a_key_asks_the_real_service() {
        assertThat(real).asString().contains("baseUrl=https://api.siliconflow.cn");
        assertThat(quoted).asString().contains("baseUrl=https://api.siliconflow.cn");
    }
}
