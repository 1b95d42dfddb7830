package io.github.rerank4j.spark.tests;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.rerank4j.fixtures.RedisProcess;
import io.github.rerank4j.sparkfixtures.SparkCluster;
import io.github.rerank4j.sparkfixtures.SparkHome;
import io.github.rerank4j.sparkfixtures.SparkProcess;
import io.github.rerank4j.sparkfixtures.Submission;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A master, two workers and their executors, of which one is killed in the middle, and then the job. */
@TestInstance(Lifecycle.PER_CLASS)
@Timeout(600)
class ClusterTest {

    private static final Path JAR = Path.of(System.getProperty("rerank4j-spark.jar", ""));
    private static final int WORKERS = 2;
    private static final int KILLS = 2;
    private static final int LIMIT = 20;

    @TempDir
    private static Path folder;

    private RedisProcess redis;
    private SparkHome home;
    private SparkCluster cluster;
    private CountedService service;

    @BeforeAll
    void startAll() throws Exception {
        redis = RedisProcess.start();
        home = SparkHome.in(folder);
        cluster = SparkCluster.start(
                home, WORKERS, Map.of("RERANK_API_KEY", CountedService.KEY, "REDIS_URI", redis.uri()));
    }

    @BeforeEach
    void serve() {
        service = new CountedService(Duration.ofMillis(20));
    }

    @AfterEach
    void endService() {
        service.close();
    }

    @AfterAll
    void endAll() {
        cluster.close();
        home.close();
        redis.close();
    }

    @Test
    void what_is_killed_goes_on_and_no_pair_is_lost_or_paid_twice() throws Exception {
        int checkpoint = 1_000;
        PairSet pairs = new PairSet(400);
        // a part for each executor, which may begin and end in the middle of a question
        int requestsOfCheckpoint = checkpoint / PairSet.DOCUMENTS + 2 * WORKERS;
        int requestsOfPass = pairs.size() / checkpoint * requestsOfCheckpoint;

        SparkProcess.Ended ended = killedAndResumed(pairs, checkpoint);

        System.out.println(ended.out() + "in all: " + service.requests() + " requests, " + service.pairs() + " pairs");
        assertThat(service.differentPairs()).isEqualTo(pairs.size());
        assertThat(service.pairs()).isLessThanOrEqualTo(pairs.size() + (long) KILLS * checkpoint);
        assertThat(service.requests()).isLessThanOrEqualTo(requestsOfPass + KILLS * requestsOfCheckpoint);
    }

    @Test
    void executors_share_the_limit_of_an_account_on_redis_and_one_that_is_killed_leaves_its_part() throws Exception {
        int checkpoint = 500;
        PairSet pairs = new PairSet(80);

        SparkProcess.Ended ended = killedAndResumed(
                pairs,
                checkpoint,
                "--limit-per-second",
                String.valueOf(LIMIT),
                "--limit-redis",
                "REDIS_URI",
                "--limit-key",
                "acme");

        System.out.println(ended.out() + "at most " + service.mostWithin(Duration.ofSeconds(1)) + " in a second");
        assertThat(service.mostWithin(CountedService.SECOND_LESS_TRAVEL)).isBetween(2, LIMIT);
        assertThat(service.differentPairs()).isEqualTo(pairs.size());
        assertThat(service.pairs()).isLessThanOrEqualTo(pairs.size() + (long) KILLS * checkpoint);
    }

    /** An executor is killed after a fifth of the pairs, and the job after half of them. */
    private SparkProcess.Ended killedAndResumed(PairSet pairs, int checkpoint, String... more) throws Exception {
        Path own = Files.createDirectory(folder.resolve(UUID.randomUUID().toString()));
        pairs.write(own.resolve("pairs.jsonl"));
        List<String> arguments = arguments(own, checkpoint);
        arguments.addAll(Arrays.asList(more));
        SparkProcess killed = job().start(arguments.toArray(String[]::new));
        killed.until(
                () -> service.pairs() > pairs.size() / 5 && cluster.executors().size() == WORKERS);
        ProcessHandle executor = cluster.executors().get(0);
        assertThat(executor.destroyForcibly()).isTrue();
        killed.until(() -> service.pairs() > pairs.size() / 2);
        killed.kill();
        assertThat(executor.isAlive()).isFalse();

        arguments.add("--resume");
        SparkProcess.Ended ended = job().run(arguments.toArray(String[]::new));

        assertThat(ended.status()).as(ended.err()).isZero();
        try (CountedService alone = new CountedService(Duration.ZERO)) {
            pairs.assertScored(own.resolve("scores"), alone.url());
        }
        return ended;
    }

    private Submission job() {
        return home.submission(JAR).master(cluster.url()).conf("spark.executor.memory", "512m");
    }

    private List<String> arguments(Path own, int checkpoint) throws IOException {
        Path model = Files.writeString(
                own.resolve("model.properties"),
                "provider=jina\nmodel-name=" + CountedService.MODEL + "\nbase-url=" + service.url()
                        + "\napi-key=${RERANK_API_KEY}\n");
        return new ArrayList<>(List.of(
                "--model",
                "jina-v2=@" + model,
                "--input",
                own.resolve("pairs.jsonl").toString(),
                "--format",
                "jsonl",
                "--output",
                own.resolve("scores").toString(),
                "--query-id",
                "question_id",
                "--query",
                "question",
                "--document-id",
                "document_id",
                "--document",
                "text",
                "--checkpoint-every",
                String.valueOf(checkpoint)));
    }
}
