package io.github.rerank4j.spark.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.rerank4j.fixtures.RedisProcess;
import io.github.rerank4j.local.LocalRerankServer;
import io.github.rerank4j.local.WordOverlapScorer;
import io.github.rerank4j.sparkfixtures.SparkHome;
import io.github.rerank4j.sparkfixtures.SparkProcess;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The jar as {@code spark-submit} runs it, before Spark's own jars: no class in it is one that Spark has too. */
@Timeout(300)
class JobIT {

    private static final Path JAR = Path.of(System.getProperty("rerank4j-spark.jar", "target/rerank4j-spark.jar"));
    private static final String KEY = "sk-of-the-executors-4711";
    private static final int PAIRS = 60;
    private static final int DOCUMENTS = 6;

    @TempDir
    private Path folder;

    private final LocalRerankServer server = LocalRerankServer.builder()
            .scorer(new WordOverlapScorer())
            .apiKey(KEY)
            .tencentCredentials("AKID4711", KEY)
            .dialect("jina")
            .start();

    private SparkHome home;

    @BeforeEach
    void install() throws IOException {
        home = SparkHome.in(folder);
    }

    @AfterEach
    void end() {
        home.close();
        server.close();
    }

    @ParameterizedTest
    @CsvSource({
        "siliconflow:BAAI/bge-reranker-v2-m3, /v1",
        "jina:jina-reranker-v2-base-multilingual, ''",
        "tencent, ''",
    })
    void every_provider_answers(String model, String path) throws Exception {
        SparkProcess.Ended ended = home.submission(JAR)
                .conf("spark.driver.userClassPathFirst", "true")
                .conf("spark.executor.userClassPathFirst", "true")
                .variable("SILICONFLOW_API_KEY", KEY)
                .variable("RERANK_API_KEY", KEY)
                .variable("TENCENTCLOUD_SECRET_ID", "AKID4711")
                .variable("TENCENTCLOUD_SECRET_KEY", KEY)
                .run(arguments(model + "@" + server.url() + path));

        assertThat(ended.status()).as(ended.err()).isZero();
        assertThat(ended.out()).contains("pairs: 60 asked, 60 scored, 0 failed", "requests: " + server.requestCount());
        assertThat(ended.out() + ended.err())
                .contains("rerank4j-spark: 60 of 60 pairs")
                .doesNotContain(KEY, "passage");
        assertThat(rows()).hasSize(PAIRS).allMatch(row -> row.contains("\"error\":null"));
    }

    @Test
    void a_job_that_fails_ends_its_process() throws Exception {
        SparkProcess.Ended ended = home.submission(JAR).run(arguments("jina:m@" + server.url() + "/nowhere"));

        assertThat(ended.status()).isEqualTo(3);
        assertThat(ended.err().lines().filter(line -> line.startsWith("rerank4j-spark: ")))
                .isNotEmpty();
    }

    @Test
    void a_limiter_on_redis_runs_with_the_lettuce_of_the_jar_on_the_netty_of_spark() throws Exception {
        try (RedisProcess redis = RedisProcess.start()) {
            SparkProcess.Ended ended = home.submission(jarOf(PermitsOfRedis.class))
                    .mainClass(PermitsOfRedis.class.getName())
                    .conf("spark.jars", JAR.toAbsolutePath().toString())
                    .run(redis.uri());

            assertThat(ended.status()).as(ended.err()).isZero();
            assertThat(ended.out()).contains("30 permits, of ").contains("rerank4j-spark.jar");
        }
    }

    @Test
    void without_spark_it_says_what_starts_it() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-jar",
                        JAR.toAbsolutePath().toString())
                .redirectErrorStream(true)
                .start();

        assertThat(process.inputReader().lines())
                .containsExactly("rerank4j-spark: there is no Spark here; start the jar with spark-submit");
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).isEqualTo(2);
    }

    private Path jarOf(Class<?> single) throws IOException {
        Path jar = folder.resolve("single.jar");
        String entry = single.getName().replace('.', '/') + ".class";
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar));
                InputStream bytes = Objects.requireNonNull(single.getResourceAsStream("/" + entry))) {
            out.putNextEntry(new JarEntry(entry));
            bytes.transferTo(out);
        }
        return jar;
    }

    private String[] arguments(String model) throws IOException {
        Path input = Files.write(
                folder.resolve("in.jsonl"),
                IntStream.range(0, PAIRS).mapToObj(JobIT::pair).toList());
        return new String[] {
            "--model", model,
            "--input", input.toString(),
            "--format", "jsonl",
            "--output", folder.resolve("out").toString(),
            "--query-id", "qid",
            "--query", "question",
            "--document-id", "did",
            "--document", "text"
        };
    }

    private static String pair(int number) {
        int question = number / DOCUMENTS;
        return "{\"qid\":" + question + ",\"question\":\"where is thing " + question + "\",\"did\":\"d" + number
                + "\",\"text\":\"passage: thing " + number + " is here\"}";
    }

    private List<String> rows() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("out"))) {
            return files.filter(each -> each.toString().endsWith(".json"))
                    .flatMap(each -> {
                        try {
                            return Files.readAllLines(each).stream();
                        } catch (IOException unreadable) {
                            throw new UncheckedIOException(unreadable);
                        }
                    })
                    .toList();
        }
    }
}
