package io.github.rerank4j.examples;

import static io.github.rerank4j.evaluation.RerankAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.langchain4j.data.document.Metadata;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.scoring.ScoringModel;
import dev.langchain4j.rag.content.Content;
import dev.langchain4j.rag.content.retriever.ContentRetriever;
import io.github.rerank4j.Calibrations;
import io.github.rerank4j.ScoreCalibration;
import io.github.rerank4j.ScoreOutput;
import io.github.rerank4j.ScoreScale;
import io.github.rerank4j.evaluation.Candidates;
import io.github.rerank4j.evaluation.EvaluationReport;
import io.github.rerank4j.evaluation.Judgments;
import io.github.rerank4j.evaluation.RerankEvaluation;
import io.github.rerank4j.evaluation.report.ReportFolder;
import io.github.rerank4j.local.LocalRerankServer;
import io.github.rerank4j.local.RerankScorer;
import io.github.rerank4j.siliconflow.SiliconFlowScoringModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An evaluation from code, what a test says of it, and the scores that it calibrates. */
class EvaluationTest {

    private final LocalRerankServer server = LocalRerankServer.builder()
            .scorer(RerankScorer.each((query, document) -> document.contains("quarter") ? 0.9 : 0.1))
            .apiKey("sk-example")
            .start();

    @TempDir
    private Path folder;

    @AfterEach
    void close() {
        server.close();
    }

    @BeforeEach
    void evaluate() throws IOException {
        evaluate(
                server.url(),
                "sk-example",
                query -> List.of(
                        found("open-01", "We open at nine."),
                        found("auth-02", "A token lives for a quarter of an hour.")),
                folder);
    }

    private static Content found(String id, String text) {
        return Content.from(TextSegment.from(text, Metadata.from("id", id)));
    }

    // NullAway does not see that the function may give null
    @SuppressWarnings("NullAway")
    private static void evaluate(String url, String apiKey, ContentRetriever retriever, Path folder)
            throws IOException {
        // tag::evaluation[]
        Judgments judgments = Judgments.builder()
                .query("q-1", "How long does a token live?")
                .grade("q-1", "auth-02", 1) // relevant; 2 would be more so
                .build();
        RerankEvaluation evaluation = RerankEvaluation.of(judgments)
                .candidates(Candidates.retrieve(
                        judgments,
                        retriever,
                        found -> found.textSegment().metadata().getString("id")));
        try (SiliconFlowScoringModel model = SiliconFlowScoringModel.builder()
                .baseUrl(url)
                .apiKey(apiKey)
                .modelName("BAAI/bge-reranker-v2-m3")
                .listeners(List.of(evaluation.listener("sf"))) // counts requests
                .build()) {
            EvaluationReport report = evaluation.rerankers(Map.of("sf", model)).run();
            ReportFolder.of(report).write(folder);
        }
        // end::evaluation[]
    }

    // tag::evaluation-assertions[]
    @Test
    void the_reranker_is_as_good_as_it_was() throws IOException {
        EvaluationReport report = EvaluationReport.read(folder.resolve("report.json"));

        assertThat(report)
                .model("sf")
                .hasNoFailures()
                .metric("ndcg@10")
                .isAtLeast(0.8)
                .isNotSignificantlyWorseThan("retrieval"); // or than an earlier report
    }
    // end::evaluation-assertions[]

    @Test
    void what_is_below_its_bound_fails() throws IOException {
        EvaluationReport report = EvaluationReport.read(folder.resolve("report.json"));

        assertThatThrownBy(() ->
                        assertThat(report).model("retrieval").metric("ndcg@10").isAtLeast(0.8))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("ndcg@10");
        Assertions.assertThat(report.model("sf").requests()).hasValue(1);
    }

    @Test
    void a_calibration_makes_probabilities_of_scores() throws IOException {
        String url = server.url();
        String apiKey = "sk-example";
        Path file = folder.resolve("sf-platt.properties");
        ScoreCalibration.of(Calibrations.logistic(10, -5), "BAAI/bge-reranker-v2-m3", ScoreScale.PROBABILITY)
                .write(file);

        // tag::evaluation-calibrated[]
        ScoringModel model = SiliconFlowScoringModel.builder()
                .baseUrl(url)
                .apiKey(apiKey)
                .modelName("BAAI/bge-reranker-v2-m3")
                .scores(ScoreOutput.calibrated(ScoreCalibration.read(file)))
                .build();
        // end::evaluation-calibrated[]

        Assertions.assertThat(model.score("a quarter of an hour", "how long?").content())
                .isCloseTo(1 / (1 + Math.exp(-4)), Assertions.within(1e-12));
    }
}
