package io.github.rerank4j.spark.tests;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.rerank4j.sparkfixtures.SparkCluster;
import io.github.rerank4j.sparkfixtures.SparkHome;
import io.github.rerank4j.sparkfixtures.SparkProcess;
import java.nio.file.*;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClusterTest {
    @TempDir
    private Path folder;

    @Test
    void a_job_runs() throws Exception {
        SparkHome home = SparkHome.in(folder);
        Path in = Files.writeString(folder.resolve("in.jsonl"), "{\"a\":1}\n{\"a\":2}\n{\"a\":3}\n");
        long t = System.nanoTime();
        try (SparkCluster cluster = SparkCluster.start(home, 2, Map.of())) {
            System.out.println("started " + (System.nanoTime() - t) / 1e9);
            SparkProcess.Ended ended = home.submission(Path.of(System.getProperty("rerank4j-spark.jar")))
                    .master(cluster.url())
                    .conf("spark.executor.memory", "512m")
                    .run(in.toString());
            System.out.println(ended.out());
            System.out.println("ended " + (System.nanoTime() - t) / 1e9);
            assertThat(ended.status()).as(ended.err()).isZero();
        }
    }
}
