package io.github.rerank4j.quarkus.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.model.scoring.ScoringModel;
import io.github.rerank4j.resilience.FallbackScoringModel;
import io.quarkus.test.QuarkusUnitTest;
import jakarta.inject.Inject;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class FallbackDevServicesTest {

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = new QuarkusUnitTest()
            .withApplicationRoot(root -> root.addClasses(Scores.class))
            .overrideConfigKey("quarkus.langchain4j.tencent.scoring-model.provider", "tencent-rerank")
            .overrideConfigKey("quarkus.langchain4j.house.scoring-model.provider", "generic-rerank")
            .overrideConfigKey("quarkus.langchain4j.generic-rerank.house.dialect", "vllm")
            .overrideConfigKey("quarkus.langchain4j.generic-rerank.house.model-name", "house/reranker")
            .overrideConfigKey("quarkus.langchain4j.fallback-rerank.members", "tencent,house")
            .setLogRecordPredicate(record -> record.getLoggerName().contains("RerankDevServices"))
            .assertLogRecords(records -> assertThat(records)
                    .extracting(LogRecord::getMessage)
                    .hasSize(2)
                    .anySatisfy(line -> assertThat(line).contains("stands in for tencent-rerank"))
                    .anySatisfy(line -> assertThat(line).contains("stands in for generic-rerank (vllm)")));

    @Inject
    ScoringModel model;

    @Test
    void a_local_server_stands_in_for_each_member_that_needs_one() {
        assertThat(model).isInstanceOf(FallbackScoringModel.class);
        assertThat(Scores.of(model)).containsExactly(-4.0, 4.0);
    }
}
