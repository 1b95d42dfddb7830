package io.github.rerank4j.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EvaluationReportTest {

    @TempDir
    private Path folder;

    private JsonNode written(EvaluationReport report) throws IOException {
        Path file = folder.resolve("report.json");
        report.write(file);
        return JsonMapper.builder().build().readTree(Files.readString(file));
    }

    @Test
    void the_file_has_the_documented_form() throws IOException {
        JsonNode json = written(Reports.withFailures());

        assertThat(json.path("version").intValue()).isEqualTo(1);
        assertThat(json.path("queries").intValue()).isEqualTo(30);
        assertThat(json.path("leftOut").intValue()).isEqualTo(2);
        assertThat(json.path("ceiling").path("ndcg@10").doubleValue()).isEqualTo(1);
        JsonNode model = json.path("models").path(1);
        assertThat(model.path("name").textValue()).isEqualTo("good");
        assertThat(model.path("metrics").path("ndcg@10").path("low").isDouble()).isTrue();
        assertThat(model.path("ties").path("ndcg@10").path("queries").isInt()).isTrue();
        assertThat(model.path("judged").path("judged@10").isDouble()).isTrue();
        assertThat(model.path("perQuery").size()).isEqualTo(30);
        assertThat(model.path("perQuery").path("q3").path("ndcg@10").isDouble()).isTrue();
        assertThat(model.has("requests")).isTrue();
        assertThat(model.path("requests").isNull()).isTrue();
        assertThat(model.path("asked").isNull()).isTrue();
        assertThat(model.path("tokens").intValue()).isEqualTo(31 * 10);
        assertThat(model.path("latencyMillis").path("p95").isDouble()).isTrue();
        assertThat(model.path("failures").intValue()).isEqualTo(1);
        assertThat(model.path("failedQueries").path(0).textValue()).isEqualTo("q7");
        assertThat(model.path("errors").path("q7").textValue()).contains("busy");
        JsonNode comparison = json.path("comparisons").path(0);
        for (String name : new String[] {"a", "b", "metric", "difference", "low", "high", "pValue", "adjustedPValue"}) {
            assertThat(comparison.has(name)).as(name).isTrue();
        }
        assertThat(comparison.path("neededQueries").isInt()).isTrue();
        JsonNode threshold = json.path("thresholds").path(0);
        for (String name : new String[] {
            "model", "target", "minScore", "precision", "recall", "emptyQueries", "targetLow", "targetHigh", "sentence"
        }) {
            assertThat(threshold.has(name)).as(name).isTrue();
        }
        assertThat(threshold.path("curve").path(0).path("unanswerableKept").isDouble())
                .isTrue();
        assertThat(json.path("gain").textValue()).isEqualTo("linear");
        assertThat(json.path("seed").intValue()).isEqualTo(1);
        assertThat(json.path("models").path(0).get("calibration").isNull()).isTrue();
        JsonNode calibration = model.path("calibration");
        assertThat(calibration.path("pairs").intValue()).isEqualTo(31 * 10);
        assertThat(calibration.get("raw").isNull()).isTrue();
        assertThat(calibration
                        .path("platt")
                        .path("bins")
                        .path(0)
                        .path("predicted")
                        .isDouble())
                .isTrue();
        assertThat(json.path("models").path(0).path("latencyMillis").isNull()).isTrue();
    }

    @Test
    void what_is_written_is_read_as_the_same_report() throws IOException {
        EvaluationReport report = Reports.withFailures();
        Path file = folder.resolve("report.json");
        report.write(file);

        EvaluationReport read = EvaluationReport.read(file);

        assertThat(read).hasToString(report.toString());
        assertThat(read.comparisons()).hasToString(report.comparisons().toString());
        assertThat(read.thresholds()).hasToString(report.thresholds().toString());
        assertThat(read.model("good").perQuery()).isEqualTo(report.model("good").perQuery());
        assertThat(read.model("good").failedQueries().get(0).error()).contains("busy");
        assertThat(read.model("good").ties())
                .hasToString(report.model("good").ties().toString());
        assertThat(read.model("good").latency())
                .hasToString(report.model("good").latency().toString());
        CalibrationReport calibration = read.model("good").calibration().orElseThrow();
        assertThat(calibration)
                .hasToString(report.model("good").calibration().orElseThrow().toString());
        assertThat(calibration.platt().orElseThrow().calibration()).isEmpty();
        assertThat(read.model("good").run()).isEmpty();
        assertThat(read.model("good").worstLosses()).isEmpty();
        Path again = folder.resolve("again.json");
        read.write(again);
        assertThat(again).hasSameTextualContentAs(file);
        assertThat(folder).isDirectoryNotContaining("glob:**.tmp");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{|line 1 is not JSON",
                "{} {}|is not JSON",
                "[]|\"version\" is missing",
                "{}|\"version\" is missing",
                "{\"version\":\"1\"}|\"version\" is not a whole number",
                "{\"version\":2}|version is 2",
                "{\"version\":1}|\"metrics\" is missing",
                "{\"version\":1,\"metrics\":3}|\"metrics\" is not an array",
            })
    void a_file_that_holds_no_report_is_refused_with_its_name(String text, String problem) throws IOException {
        Path file = Files.writeString(folder.resolve("other.json"), text);

        assertThatThrownBy(() -> EvaluationReport.read(file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("no report in " + file, problem);
    }

    @Test
    void a_file_that_is_not_there_is_an_io_exception() {
        assertThatThrownBy(() -> EvaluationReport.read(folder.resolve("none.json")))
                .isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void models_of_two_reports_are_compared_where_they_have_the_same_questions() {
        EvaluationReport before = Reports.of(30, false);
        EvaluationReport after = Reports.of(20, true);

        assertThat(after.comparedWith(before))
                .filteredOn(comparison -> comparison.metric().equals("ndcg@10"))
                .extracting(Comparison::a)
                .containsExactly("retrieval", "good", "bad");
        Comparison worse = after.comparedWith(before).stream()
                .filter(comparison -> comparison.a().equals("good"))
                .findFirst()
                .orElseThrow();
        assertThat(worse.queries()).isEqualTo(20);
        assertThat(worse.difference()).isNegative();
        assertThatThrownBy(() -> after.comparedWith(Reports.retrievalOf("other questions")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no question in common");
    }

    @Test
    void assertions_hold_or_say_which_number_does_not() {
        EvaluationReport report = Reports.of(30, false);

        RerankAssertions.assertThat(report)
                .model("good")
                .hasNoFailures()
                .metric("ndcg@10")
                .isAtLeast(0.5)
                .isNotSignificantlyWorseThan(report)
                .isNotSignificantlyWorseThan("retrieval")
                .metric("rr@10")
                .isAtLeast(0.4);

        assertThatThrownBy(() -> RerankAssertions.assertThat(report).model("none"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContainingAll("\"none\"", "retrieval, good, bad");
        assertThatThrownBy(
                        () -> RerankAssertions.assertThat(report).model("good").metric("ndcg@11"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("ndcg@10");
        assertThatThrownBy(() -> RerankAssertions.assertThat(report)
                        .model("good")
                        .metric("ndcg@10")
                        .isAtLeast(1.01))
                .isInstanceOf(AssertionError.class)
                .hasMessageContainingAll("ndcg@10 of \"good\" is 0.", "at least 1.01");
        assertThatThrownBy(() -> RerankAssertions.assertThat(report)
                        .model("bad")
                        .metric("ndcg@10")
                        .isNotSignificantlyWorseThan("good"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContainingAll("ndcg@10 of \"bad\"", "lower than that of \"good\"", "p = ");
        assertThatThrownBy(() -> RerankAssertions.assertThat(Reports.of(30, true))
                        .model("good")
                        .metric("ndcg@10")
                        .isNotSignificantlyWorseThan(report))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("in the other report");
        assertThatThrownBy(() -> RerankAssertions.assertThat(report)
                        .model("good")
                        .metric("ndcg@10")
                        .isNotSignificantlyWorseThan("none"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("there is no model \"none\"");
        assertThatThrownBy(() -> RerankAssertions.assertThat(report)
                        .model("retrieval")
                        .metric("ndcg@10")
                        .isNotSignificantlyWorseThan(Reports.retrievalOf("other questions")))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("no question in common");
        assertThatThrownBy(() -> RerankAssertions.assertThat(Reports.withFailures())
                        .model("good")
                        .hasNoFailures())
                .isInstanceOf(AssertionError.class)
                .hasMessageContainingAll("\"q7\"", "busy");
    }
}
