package io.github.rerank4j.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DocumentedReportTest {

    private static final Path PAGE = Path.of("..", "docs", "evaluation.md");
    private static final Pattern NAME = Pattern.compile("`([A-Za-z0-9]+)`");

    @Test
    void the_page_lists_the_members_that_are_written(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("report.json");
        Reports.withFailures().write(file);
        JsonNode report = JsonMapper.builder().build().readTree(Files.readString(file));
        JsonNode model = report.path("models").path(1);
        JsonNode calibration = model.path("calibration");
        JsonNode threshold = report.path("thresholds").path(0);

        for (Map.Entry<String, JsonNode> part : Map.of(
                        "the report", report,
                        "one of `models`", model,
                        "one of its `metrics`", model.path("metrics").path("ndcg@10"),
                        "one of its `ties`", model.path("ties").path("ndcg@10"),
                        "`latencyMillis`", model.path("latencyMillis"),
                        "`calibration`", calibration,
                        "`raw`, `isotonic`, `platt`", calibration.path("platt"),
                        "one of `bins`", calibration.path("platt").path("bins").path(0),
                        "one of `thresholds`", threshold,
                        "one of `curve`", threshold.path("curve").path(0))
                .entrySet()) {
            assertThat(documented(part.getKey())).as(part.getKey()).isEqualTo(members(part.getValue()));
        }
        assertThat(documented("one of `comparisons`"))
                .isEqualTo(members(report.path("comparisons").path(0)));
    }

    private static List<String> members(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static List<String> documented(String part) throws IOException {
        String row = Files.readAllLines(PAGE).stream()
                .filter(line -> line.startsWith("| " + part + " |"))
                .findFirst()
                .orElse("");
        Matcher name = NAME.matcher(row.substring(Math.min(row.length(), part.length() + 4)));
        List<String> names = new ArrayList<>();
        while (name.find()) {
            names.add(name.group(1));
        }
        return names;
    }
}
