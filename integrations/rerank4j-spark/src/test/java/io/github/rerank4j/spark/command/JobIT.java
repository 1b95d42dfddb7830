package io.github.rerank4j.spark.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.rerank4j.ScoreScale;
import io.github.rerank4j.local.LocalRerankServer;
import io.github.rerank4j.local.WordOverlapScorer;
import io.github.rerank4j.sparkfixtures.SparkHome;
import io.github.rerank4j.sparkfixtures.SparkProcess;
import io.github.rerank4j.spi.StandIn;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(300)
class JobIT {

    private static final Path JAR = Path.of(System.getProperty("rerank4j-spark.jar", "target/rerank4j-spark.jar"));

    @TempDir
    private Path folder;

    @Test
    void try_it() throws Exception {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < 60; i++) {
            lines.append("{\"qid\":" + i / 6 + ",\"q\":\"where is thing " + i / 6 + "\",\"did\":\"d" + i
                    + "\",\"t\":\"thing " + i % 7 + " is here\",\"more\":{\"a\":1}}\n");
        }
        Path in = Files.writeString(folder.resolve("in.jsonl"), lines);
        try (LocalRerankServer server = LocalRerankServer.builder()
                        .scorer(new WordOverlapScorer())
                        .standIn(StandIn.of("jina", ScoreScale.PROBABILITY), "sk-test", List.of())
                        .start();
                SparkHome home = SparkHome.in(folder)) {
            SparkProcess.Ended ended = home.submission(JAR)
                    .conf("spark.driver.userClassPathFirst", "true")
                    .conf("spark.executor.userClassPathFirst", "true")
                    .variable("RERANK_API_KEY", "sk-test")
                    .run(
                            "--model",
                            "jina:m@" + server.url(),
                            "--input",
                            in.toString(),
                            "--format",
                            "jsonl",
                            "--output",
                            folder.resolve("out").toString(),
                            "--query-id",
                            "qid",
                            "--query",
                            "q",
                            "--document-id",
                            "did",
                            "--document",
                            "t");
            System.out.println(ended.err()
                    .lines()
                    .filter(l -> !l.contains(" INFO "))
                    .collect(java.util.stream.Collectors.joining("\n")));
            System.out.println(ended.out());
            System.out.println(server.requestCount());
            try (var files = Files.walk(folder.resolve("out"))) {
                for (Path f : files.filter(x -> x.toString().endsWith(".json")).toList())
                    System.out.println(Files.readString(f));
            }
            assertThat(ended.status()).isZero();
        }
    }
}
