package io.github.rerank4j.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.rerank4j.RerankRequest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ExecutorModelsTest {

    @Test
    void the_tasks_of_a_jvm_share_one_model_for_each_name_and_settings() {
        ModelPlan plan = plan("a", "2s");

        OpenModel model = ExecutorModels.of(plan, 8);

        assertThat(ExecutorModels.of(plan("a", "2s"), 8)).isSameAs(model);
        assertThat(ExecutorModels.of(plan("b", "2s"), 8)).isNotSameAs(model);
        assertThat(ExecutorModels.of(plan("a", "3s"), 8)).isNotSameAs(model);
    }

    @Test
    void models_are_closed_with_the_jvm() {
        OpenModel model = ExecutorModels.of(plan("closed", "2s"), 8);

        ExecutorModels.closeAll();

        assertThatThrownBy(() -> model.reranker()
                        .rerank(RerankRequest.builder()
                                .query("a question")
                                .documents(List.of("a document"))
                                .build()))
                .isInstanceOf(IllegalStateException.class);
        assertThat(ExecutorModels.of(plan("closed", "2s"), 8)).isNotSameAs(model);
    }

    @Test
    void a_job_waits_for_permits_longer_than_a_person_would_and_for_an_attempt_as_long() {
        ModelPlan unset = new ModelPlan("m", "siliconflow", Map.of("apiKey", "${RERANK_TEST_KEY}"), null);

        assertThat(OpenModel.texts(unset, 16, name -> "key"))
                .containsEntry("timeout", "1h")
                .containsEntry("attemptTimeout", "60s")
                .containsEntry("maxConcurrentRequests", "16")
                .containsEntry("apiKey", "key");
        assertThat(OpenModel.texts(plan("m", "7s"), 16, name -> "key"))
                .containsEntry("timeout", "7s")
                .doesNotContainKey("attemptTimeout");
    }

    @Test
    void failures_in_a_row_are_counted_for_each_job() {
        OpenModel model = ExecutorModels.of(plan("counted", "2s"), 8);

        model.healthOf("one").failed(true);
        model.healthOf("one").failed(false);

        assertThat(model.healthOf("one").failuresInARow()).isEqualTo(2);
        assertThat(model.healthOf("one").refusalsInARow()).isEqualTo(1);
        assertThat(model.healthOf("other").failuresInARow()).isZero();
    }

    @Test
    void how_jobs_fared_is_kept_of_the_latest_ones() {
        OpenModel model = ExecutorModels.of(plan("many", "2s"), 8);
        JobHealth used = model.healthOf("used");
        JobHealth ended = model.healthOf("ended");

        for (int job = 0; job < 300; job++) {
            model.healthOf("job " + job);
            assertThat(model.healthOf("used")).isSameAs(used);
        }

        assertThat(model.healthOf("ended")).isNotSameAs(ended);
    }

    @Test
    void refused_calls_of_one_question_count_once_until_there_is_a_score() {
        JobHealth health = new JobHealth(8);

        health.failed("a question", true);
        health.failed("a question", true);
        health.failed("another", false);

        assertThat(health.failuresInARow()).isEqualTo(2);
        assertThat(health.refusalsInARow()).isEqualTo(1);
        health.answered("another");
        assertThat(health.failuresInARow()).isZero();
        health.failed("a question", true);
        assertThat(health.refusalsInARow()).isEqualTo(1);
    }

    @Test
    void the_first_reason_for_which_a_job_ends_stays() {
        JobHealth health = new JobHealth(8);

        health.end("refused");
        health.end("failed");

        assertThat(health.end()).isEqualTo("refused");
    }

    private static ModelPlan plan(String name, String timeout) {
        Map<String, String> settings = new HashMap<>(Map.of(
                "modelName", "BAAI/bge-reranker-v2-m3",
                "timeout", timeout,
                "apiKey", "${RERANK_TEST_KEY}"));
        return new ModelPlan(
                name, "siliconflow", settings, AccountLimit.perSecond(100).executors(2));
    }
}
