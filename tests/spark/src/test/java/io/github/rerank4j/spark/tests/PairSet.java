package io.github.rerank4j.spark.tests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.rerank4j.RerankRequest;
import io.github.rerank4j.generic.GenericScoringModel;
import io.github.rerank4j.generic.RerankDialect;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Questions with as many documents each, as a job reads them, and what it has to write.
 *
 * @param questions how many there are
 */
record PairSet(int questions) {

    static final int DOCUMENTS = 50;

    private static final ObjectMapper JSON = new ObjectMapper();

    int size() {
        return questions * DOCUMENTS;
    }

    void write(Path file) throws IOException {
        List<String> lines = new ArrayList<>();
        for (int question = 0; question < questions; question++) {
            List<String> documents = documents(question);
            for (int i = 0; i < DOCUMENTS; i++) {
                lines.add(JSON.writeValueAsString(Map.of(
                        "question_id",
                        question,
                        "question",
                        query(question),
                        "document_id",
                        id(question, i),
                        "text",
                        documents.get(i))));
            }
        }
        Files.write(file, lines);
    }

    /** Each pair is in a folder once, with the score that the model gives that is asked by itself. */
    void assertScored(Path folder, String url) throws IOException {
        Map<String, Double> scores = scores(folder);
        assertThat(scores).hasSize(size());
        try (GenericScoringModel model = GenericScoringModel.builder()
                .dialect(RerankDialect.JINA)
                .baseUrl(url)
                .apiKey(CountedService.KEY)
                .modelName(CountedService.MODEL)
                .build()) {
            for (int question = 0; question < questions; question++) {
                List<Double> expected = model.rerank(RerankRequest.builder()
                                .query(query(question))
                                .documents(documents(question))
                                .build())
                        .scores();
                for (int i = 0; i < DOCUMENTS; i++) {
                    assertThat(scores.get(id(question, i))).isEqualTo(expected.get(i));
                }
            }
        }
    }

    private static Map<String, Double> scores(Path folder) throws IOException {
        Map<String, Double> scores = new HashMap<>();
        for (JsonNode row : rows(folder)) {
            assertThat(row.path("error").isNull()).as("%s", row).isTrue();
            Double before = scores.put(
                    row.path("document_id").asText(), row.path("score").doubleValue());
            assertThat(before).as("another score of %s", row).isNull();
        }
        return scores;
    }

    private static List<JsonNode> rows(Path folder) throws IOException {
        List<JsonNode> rows = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file :
                    files.filter(each -> each.toString().endsWith(".json")).toList()) {
                for (String line : Files.readAllLines(file)) {
                    rows.add(JSON.readTree(line));
                }
            }
        }
        return rows;
    }

    private static String query(int question) {
        return "what is known of thing " + question;
    }

    private static List<String> documents(int question) {
        return IntStream.range(0, DOCUMENTS)
                .mapToObj(i -> "thing " + question + " is described in passage " + i)
                .toList();
    }

    private static String id(int question, int document) {
        return question + "-" + document;
    }
}
