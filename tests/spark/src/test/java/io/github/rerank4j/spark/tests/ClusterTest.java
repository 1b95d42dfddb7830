package io.github.rerank4j.spark.tests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.rerank4j.RerankRequest;
import io.github.rerank4j.generic.GenericScoringModel;
import io.github.rerank4j.generic.RerankDialect;
import io.github.rerank4j.sparkfixtures.SparkCluster;
import io.github.rerank4j.sparkfixtures.SparkHome;
import io.github.rerank4j.sparkfixtures.SparkProcess;
import io.github.rerank4j.sparkfixtures.Submission;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A master, two workers and their executors, of which one is killed in the middle, and then the job. */
@Timeout(600)
class ClusterTest {

    private static final Path JAR = Path.of(System.getProperty("rerank4j-spark.jar", ""));
    private static final int QUESTIONS = 400;
    private static final int DOCUMENTS = 50;
    private static final int PAIRS = QUESTIONS * DOCUMENTS;
    private static final int CHECKPOINT = 1_000;
    private static final int WORKERS = 2;
    private static final int KILLS = 2;

    /** A checkpoint is a part of it for each executor, and each part may begin and end in the middle of a question. */
    private static final int ONE_CHECKPOINT = CHECKPOINT / DOCUMENTS + 2 * WORKERS;

    private static final int ONE_PASS = PAIRS / CHECKPOINT * ONE_CHECKPOINT;

    private final ObjectMapper json = new ObjectMapper();

    @TempDir
    private Path folder;

    @Test
    void what_is_killed_goes_on_and_no_pair_is_lost_or_paid_twice() throws Exception {
        Path input = pairs();
        try (CountedService service = new CountedService(Duration.ofMillis(20));
                SparkHome home = SparkHome.in(folder);
                SparkCluster cluster =
                        SparkCluster.start(home, WORKERS, Map.of("RERANK_API_KEY", CountedService.KEY))) {
            String[] arguments = arguments(input, service);
            SparkProcess killed = job(home, cluster).start(arguments);
            killed.until(
                    () -> service.pairs() > PAIRS / 5 && cluster.executors().size() == WORKERS);
            ProcessHandle executor = cluster.executors().get(0);
            assertThat(executor.destroyForcibly()).isTrue();
            killed.until(() -> service.pairs() > PAIRS / 2);
            killed.kill();
            int requestsBefore = service.requests();

            SparkProcess.Ended ended = job(home, cluster).run(withResume(arguments));

            assertThat(ended.status()).as(ended.err()).isZero();
            System.out.println(ended.out() + "in all: " + service.requests() + " requests, " + requestsBefore
                    + " of them before, " + service.pairs() + " pairs");
            assertThat(executor.isAlive()).isFalse();
            assertThat(service.pairs()).isBetween((long) PAIRS, PAIRS + (long) KILLS * CHECKPOINT);
            assertThat(service.requests()).isLessThanOrEqualTo(ONE_PASS + KILLS * ONE_CHECKPOINT);
            assertThat(service.differentPairs()).isEqualTo(PAIRS);
            assertScores(service);
        }
    }

    private void assertScores(CountedService service) throws IOException {
        Map<String, Double> scores = new HashMap<>();
        for (JsonNode row : output()) {
            assertThat(row.path("error").isNull()).as("%s", row).isTrue();
            assertThat(scores.put(
                            row.path("document_id").asText(), row.path("score").doubleValue()))
                    .as("a second score of %s", row)
                    .isNull();
        }
        assertThat(scores).hasSize(PAIRS);
        try (GenericScoringModel model = GenericScoringModel.builder()
                .dialect(RerankDialect.JINA)
                .baseUrl(service.url())
                .apiKey(CountedService.KEY)
                .modelName(CountedService.MODEL)
                .build()) {
            for (int question = 0; question < QUESTIONS; question++) {
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

    private static Submission job(SparkHome home, SparkCluster cluster) {
        return home.submission(JAR).master(cluster.url()).conf("spark.executor.memory", "512m");
    }

    private String[] arguments(Path input, CountedService service) throws IOException {
        Path model = Files.writeString(
                folder.resolve("model.properties"),
                "provider=jina\nmodel-name=" + CountedService.MODEL + "\nbase-url=" + service.url()
                        + "\napi-key=${RERANK_API_KEY}\n");
        return new String[] {
            "--model",
            "jina-v2=@" + model,
            "--input",
            input.toString(),
            "--format",
            "jsonl",
            "--output",
            folder.resolve("scores").toString(),
            "--query-id",
            "question_id",
            "--query",
            "question",
            "--document-id",
            "document_id",
            "--document",
            "text",
            "--checkpoint-every",
            String.valueOf(CHECKPOINT)
        };
    }

    private static String[] withResume(String... arguments) {
        return Stream.concat(Stream.of(arguments), Stream.of("--resume")).toArray(String[]::new);
    }

    private Path pairs() throws IOException {
        List<String> lines = new ArrayList<>();
        for (int question = 0; question < QUESTIONS; question++) {
            List<String> documents = documents(question);
            for (int i = 0; i < DOCUMENTS; i++) {
                lines.add(json.writeValueAsString(Map.of(
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
        return Files.write(folder.resolve("pairs.jsonl"), lines);
    }

    private List<JsonNode> output() throws IOException {
        List<JsonNode> rows = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder.resolve("scores"))) {
            for (Path file :
                    files.filter(each -> each.toString().endsWith(".json")).toList()) {
                for (String line : Files.readAllLines(file)) {
                    rows.add(json.readTree(line));
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
