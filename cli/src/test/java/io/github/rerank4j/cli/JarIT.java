package io.github.rerank4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.rerank4j.ScoreScale;
import io.github.rerank4j.local.LocalRerankServer;
import io.github.rerank4j.local.WordOverlapScorer;
import io.github.rerank4j.spi.StandIn;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The jar, each time as a process of its own. */
@Timeout(300)
class JarIT {

    private static final Path JAR = Path.of(System.getProperty("rerank4j.jar"));
    private static final long MEGABYTES_15 = 15_000_000;
    private static final int QUESTIONS = 20;

    @TempDir
    private Path folder;

    private final List<Process> processes = new ArrayList<>();

    private record Ended(int status, String out, String err) {}

    @AfterEach
    void end() {
        processes.forEach(Process::destroyForcibly);
    }

    private Process start(String... args) throws IOException {
        List<String> command = new ArrayList<>();
        if (OS.LINUX.isCurrentOs()) {
            // what runs in the background may have been told to ignore Ctrl-C, and so would its children
            command.addAll(List.of("env", "--default-signal=INT"));
        }
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-Djava.io.tmpdir=" + Files.createDirectories(folder.resolve("tmp")),
                "-jar",
                JAR.toString()));
        command.addAll(List.of(args));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectError(folder.resolve("err").toFile());
        builder.environment()
                .keySet()
                .removeIf(name -> name.matches("(RERANK|SILICONFLOW|TENCENTCLOUD)_.*|JAVA_TOOL_OPTIONS"));
        builder.environment().put("RERANK_API_KEY", "sk-test");
        Process process = builder.start();
        processes.add(process);
        process.getOutputStream().close();
        return process;
    }

    private Ended run(String... args) throws IOException, InterruptedException {
        return ended(start(args));
    }

    private Ended ended(Process process) throws IOException, InterruptedException {
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ended(process.waitFor(), out, Files.readString(folder.resolve("err")));
    }

    @Test
    void it_is_one_small_file_that_says_what_it_needs() throws IOException {
        try (JarFile jar = new JarFile(JAR.toFile())) {
            Attributes manifest = jar.getManifest().getMainAttributes();
            assertThat(manifest.getValue("Multi-Release")).isEqualTo("true");
            assertThat(manifest.getValue("Enable-Native-Access")).isEqualTo("ALL-UNNAMED");
            assertThat(manifest.getValue("Main-Class")).isEqualTo("io.github.rerank4j.cli.Rerank4j");
            String providers = new String(
                    jar.getInputStream(jar.getEntry("META-INF/services/io.github.rerank4j.spi.RerankProvider"))
                            .readAllBytes(),
                    StandardCharsets.UTF_8);
            assertThat(providers).contains("tencent", "siliconflow", "generic");
        }
        assertThat(Files.size(JAR)).isLessThan(MEGABYTES_15);
    }

    @Test
    void nothing_but_help_is_printed_for_help() throws Exception {
        long start = System.nanoTime();
        Ended help = run("--help");

        assertThat(help.status()).isZero();
        assertThat(help.out()).contains("evaluate", "threshold");
        assertThat(help.err()).isEmpty();
        // a second where the machine has nothing else to do
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
    }

    @Test
    void wrong_use_is_a_sentence_and_status_2() throws Exception {
        Ended wrong = run(
                "evaluate", "--data", "nowhere", "--out", folder.resolve("out").toString(), "--model", "a=local:bm25");

        assertThat(wrong.status()).isEqualTo(2);
        assertThat(wrong.out()).isEmpty();
        assertThat(wrong.err()).isEqualTo("rerank4j: there is no file or folder nowhere; correct --data\n");
    }

    @Test
    void a_whole_evaluation_prints_no_word_of_a_library() throws Exception {
        Path data = corpus();
        try (LocalRerankServer server = server(Duration.ZERO)) {
            Ended ended = run(
                    "evaluate",
                    "--data",
                    data.toString(),
                    "--out",
                    folder.resolve("out").toString(),
                    "--model",
                    "sf=jina:m@" + server.url(),
                    "--model",
                    "bm=local:bm25");

            assertThat(ended.err().lines()).allMatch(line -> line.matches("(The data bring|model |sf |bm ).*"));
            assertThat(ended.status()).isZero();
            assertThat(ended.out()).contains("retrieval", "report: ");
            assertThat(server.requestCount()).isEqualTo(QUESTIONS);
        }
        assertThat(folder.resolve("tmp")).isEmptyDirectory();
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void what_ctrl_c_ends_goes_on_later() throws Exception {
        Path data = corpus();
        try (LocalRerankServer server = server(Duration.ofMillis(300))) {
            String[] evaluate = {
                "evaluate",
                "--data",
                data.toString(),
                "--out",
                folder.resolve("out").toString(),
                "--concurrency",
                "1",
                "--model",
                "sf=jina:m@" + server.url()
            };
            Process process = start(evaluate);
            Path answers = folder.resolve("out/answers.jsonl");
            while (process.isAlive()
                    && (!Files.exists(answers) || Files.readAllLines(answers).size() < 3)) {
                process.waitFor(20, TimeUnit.MILLISECONDS);
            }
            new ProcessBuilder("kill", "-INT", String.valueOf(process.pid()))
                    .start()
                    .waitFor();

            Ended ended = ended(process);
            assertThat(ended.status()).isEqualTo(130);
            assertThat(ended.err()).contains("rerank4j: stopped; what came is in ");
            int kept = Files.readAllLines(answers).size();
            assertThat(kept).isBetween(3, QUESTIONS - 1);
            int asked = server.requestCount();
            assertThat(asked).isLessThan(QUESTIONS);

            assertThat(run(evaluate).status()).isZero();
            assertThat(server.requestCount() - asked).isLessThanOrEqualTo(QUESTIONS - 3);
        }
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void it_serves_until_ctrl_c() throws Exception {
        Process process = start("serve", "--dialect", "tei");
        BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        String url = Objects.requireNonNull(lines.readLine()).replaceFirst("listening on ([^,]+),.*", "$1");
        Path model = Files.writeString(
                folder.resolve("tei.properties"),
                "provider=tei\nbase-url=" + url + "\napi-key=" + ServeCommand.KEY + "\n");

        assertThat(run("check", "--model", "@" + model).status()).isZero();

        new ProcessBuilder("kill", "-INT", String.valueOf(process.pid()))
                .start()
                .waitFor();
        assertThat(process.waitFor()).isEqualTo(130);
    }

    private static LocalRerankServer server(Duration latency) {
        return LocalRerankServer.builder()
                .scorer(new WordOverlapScorer())
                .standIn(StandIn.of("jina", ScoreScale.PROBABILITY), "sk-test", List.of())
                .latency(latency)
                .start();
    }

    private Path corpus() throws IOException {
        Path data = Files.createDirectories(folder.resolve("beir"));
        Files.createDirectories(data.resolve("qrels"));
        StringBuilder corpus = new StringBuilder();
        StringBuilder queries = new StringBuilder();
        StringBuilder qrels = new StringBuilder("query-id\tcorpus-id\tscore\n");
        for (int i = 0; i < QUESTIONS; i++) {
            corpus.append("{\"_id\":\"d")
                    .append(i)
                    .append("\",\"title\":\"Thing ")
                    .append(i);
            corpus.append("\",\"text\":\"thing number ").append(i).append(" is here\"}\n");
            queries.append("{\"_id\":\"q").append(i).append("\",\"text\":\"where is thing number ");
            queries.append(i).append("?\"}\n");
            qrels.append("q").append(i).append("\td").append(i).append("\t1\n");
        }
        Files.writeString(data.resolve("corpus.jsonl"), corpus);
        Files.writeString(data.resolve("queries.jsonl"), queries);
        Files.writeString(data.resolve("qrels/test.tsv"), qrels);
        return data;
    }
}
