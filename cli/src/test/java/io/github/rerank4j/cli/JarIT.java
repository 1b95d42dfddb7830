package io.github.rerank4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.rerank4j.ScoreScale;
import io.github.rerank4j.evaluation.EvaluationReport;
import io.github.rerank4j.local.LocalRerankServer;
import io.github.rerank4j.local.WordOverlapScorer;
import io.github.rerank4j.spi.StandIn;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
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
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The jar, each time as a process of its own. */
@Timeout(300)
class JarIT {

    private static final long MEGABYTES_15 = 15_000_000;
    private static final int QUESTIONS = 20;
    private static final int STARTS = 5;
    private static final int CTRL_C = 3;

    @TempDir
    private Path folder;

    private Jar jar = new Jar(Path.of(""));

    @BeforeEach
    void begin() {
        jar = new Jar(folder);
    }

    @AfterEach
    void end() {
        jar.close();
    }

    @Test
    void it_is_one_small_file_that_says_what_it_needs() throws IOException {
        try (JarFile jar = new JarFile(Jar.FILE.toFile())) {
            Attributes manifest = jar.getManifest().getMainAttributes();
            assertThat(manifest.getValue("Multi-Release")).isEqualTo("true");
            assertThat(manifest.getValue("Enable-Native-Access")).isEqualTo("ALL-UNNAMED");
            assertThat(manifest.getValue("Main-Class")).isEqualTo("io.github.rerank4j.cli.Rerank4j");
        }
        assertThat(Files.size(Jar.FILE)).isLessThan(MEGABYTES_15);
    }

    @ParameterizedTest
    @CsvSource({
        "io.github.rerank4j.spi.RerankProvider, tencent siliconflow generic",
        "io.github.rerank4j.local.RerankScorer, Bm25Scorer WordOverlapScorer",
        "org.apache.lucene.codecs.Codec, Lucene912Codec",
        "org.apache.lucene.codecs.PostingsFormat, Lucene912PostingsFormat",
        "org.apache.lucene.codecs.DocValuesFormat, Lucene90DocValuesFormat",
    })
    void services_of_all_libraries_are_there_with_their_classes(String service, String parts) throws IOException {
        try (JarFile file = new JarFile(Jar.FILE.toFile())) {
            JarEntry entry = file.getJarEntry("META-INF/services/" + service);
            assertThat(entry).isNotNull();
            List<String> classes = new String(file.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(line -> line.replaceFirst("#.*", "").strip())
                    .filter(line -> !line.isEmpty())
                    .toList();
            for (String part : parts.split(" ", -1)) {
                assertThat(classes).anyMatch(name -> name.contains(part));
            }
            assertThat(classes)
                    .doesNotHaveDuplicates()
                    .allSatisfy(name -> assertThat(file.getJarEntry(name.replace('.', '/') + ".class"))
                            .as(name)
                            .isNotNull());
        }
    }

    static Stream<Path> javas() throws IOException {
        Path own = Path.of(System.getProperty("java.home"));
        List<Path> candidates = new ArrayList<>();
        String home25 = System.getenv("JAVA_HOME_25");
        if (home25 != null) {
            candidates.add(Path.of(home25));
        }
        Path installed = Path.of("/usr/lib/jvm");
        if (Files.isDirectory(installed)) {
            try (Stream<Path> folders = Files.list(installed)) {
                folders.filter(each -> each.getFileName().toString().contains("25"))
                        .forEach(candidates::add);
            }
        }
        return Stream.concat(
                Stream.of(own),
                candidates.stream()
                        .filter(each -> Files.isExecutable(each.resolve("bin/java")) && !each.equals(own))
                        .limit(1));
    }

    @ParameterizedTest
    @Tag("exhaustive") // five starts on each JDK
    @MethodSource("javas")
    void nothing_but_help_is_printed_for_help_and_soon(Path java) throws Exception {
        jar.java(java);
        Duration least = Duration.ofDays(1);
        for (int i = 0; i < STARTS; i++) {
            long start = System.nanoTime();
            Jar.Ended help = jar.run("--help");
            Duration took = Duration.ofNanos(System.nanoTime() - start);
            least = took.compareTo(least) < 0 ? took : least;

            assertThat(help.status()).isZero();
            assertThat(help.out()).contains("evaluate", "threshold").doesNotContain("${");
            assertThat(help.err()).isEmpty();
        }
        // a second where the machine has nothing else to do
        System.out.println("--help on " + java + ": " + least.toMillis() + " ms, the least of " + STARTS);
        assertThat(least).isLessThan(Duration.ofSeconds(3));
    }

    @ParameterizedTest
    @Tag("exhaustive") // nine processes
    @ValueSource(
            strings = {
                "evaluate",
                "compare",
                "threshold",
                "rerank",
                "check",
                "serve",
                "providers",
                "dialects",
                "settings"
            })
    void each_command_has_help_without_gaps(String command) throws Exception {
        Jar.Ended help = jar.run(command, "--help");

        assertThat(help.status()).isZero();
        assertThat(help.out()).startsWith("Usage: rerank4j " + command).doesNotContain("${");
        assertThat(help.err()).isEmpty();
    }

    @Test
    void wrong_use_is_a_sentence_and_status_2() throws Exception {
        Jar.Ended wrong = jar.run(
                "evaluate", "--data", "nowhere", "--out", folder.resolve("out").toString(), "--model", "a=local:bm25");

        assertThat(wrong.status()).isEqualTo(2);
        assertThat(wrong.out()).isEmpty();
        assertThat(wrong.err()).isEqualTo("rerank4j: there is no file or folder nowhere; correct --data\n");
    }

    @Test
    void a_whole_evaluation_prints_no_word_of_a_library() throws Exception {
        Path data = corpus();
        try (LocalRerankServer server = server(Duration.ZERO)) {
            Jar.Ended ended = jar.run(
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
            Jar.Started started = jar.start(evaluate);
            Path answers = folder.resolve("out/answers.jsonl");
            while (started.process().isAlive()
                    && (!Files.exists(answers) || Files.readAllLines(answers).size() < 3)) {
                started.process().waitFor(20, TimeUnit.MILLISECONDS);
            }
            started.interrupt();

            Jar.Ended ended = started.ended();
            assertThat(ended.status()).isEqualTo(130);
            assertThat(ended.err()).contains("rerank4j: stopped; what came is in ");
            int kept = Files.readAllLines(answers).size();
            assertThat(kept).isBetween(3, QUESTIONS - 1);
            int asked = server.requestCount();
            assertThat(asked).isLessThan(QUESTIONS);

            assertThat(jar.run(evaluate).status()).isZero();
            assertThat(server.requestCount() - asked).isLessThanOrEqualTo(QUESTIONS - 3);
        }
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void ctrl_c_while_the_report_is_written_leaves_a_whole_one() throws Exception {
        Path data = corpus();
        Path out = folder.resolve("out");
        try (LocalRerankServer server = server(Duration.ZERO)) {
            String[] evaluate = {
                "evaluate", "--data", data.toString(), "--out", out.toString(), "--model", "sf=jina:m@" + server.url()
            };
            Jar.Started started = jar.start(evaluate);
            // the first file that is written when all answers are there
            while (started.process().isAlive() && !Files.exists(out.resolve("judgments.jsonl"))) {
                started.process().waitFor(1, TimeUnit.MILLISECONDS);
            }
            started.interrupt();

            // 0 where it was done before
            assertThat(started.ended().status()).isIn(130, 0);
            assertThat(EvaluationReport.read(out.resolve("report.json")).queries())
                    .isEqualTo(QUESTIONS);
            assertThat(out.resolve("report.html")).content().endsWith("</html>\n");
            assertThat(out.resolve("report.md")).isNotEmptyFile();
            assertThat(jar.run("threshold", out.toString(), "--target", "recall=0.9")
                            .status())
                    .isZero();
            assertThat(jar.run(evaluate).status()).isZero();
            assertThat(server.requestCount()).isEqualTo(QUESTIONS);
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void ctrl_c_at_the_question_asks_nobody_and_leaves_a_folder_that_can_be_used() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/script")), "a terminal without a person");
        Path data = corpus();
        Path out = folder.resolve("out");
        try (LocalRerankServer server = server(Duration.ZERO)) {
            String[] evaluate = {
                "evaluate", "--data", data.toString(), "--out", out.toString(), "--model", "sf=jina:m@" + server.url()
            };
            Jar.Started started = jar.execute(
                    List.of("/usr/bin/script", "-qefc", String.join(" ", jar.command(evaluate)), "/dev/null"));
            StringBuilder screen = new StringBuilder();
            InputStream shown = started.process().getInputStream();
            for (int c = shown.read(); c >= 0 && screen.indexOf("[y/N]") < 0; c = shown.read()) {
                screen.append((char) c);
            }
            assertThat(screen).contains("tokens (estimated)", "Send these requests? [y/N]");
            started.process().getOutputStream().write(CTRL_C);
            started.process().getOutputStream().flush();

            assertThat(started.ended().status()).isEqualTo(130);
            assertThat(server.requestCount()).isZero();
            assertThat(out.resolve("report.json")).doesNotExist();
            assertThat(folder.resolve("tmp")).isEmptyDirectory();
            assertThat(jar.run(evaluate).status()).isZero();
            assertThat(server.requestCount()).isEqualTo(QUESTIONS);
        }
    }

    @Test
    @Tag("exhaustive") // twenty seconds
    void a_folder_that_another_process_writes_is_refused() throws Exception {
        Path data = corpus();
        Path out = folder.resolve("out");
        try (LocalRerankServer server = server(Duration.ofSeconds(1))) {
            String[] evaluate = {
                "evaluate",
                "--data",
                data.toString(),
                "--out",
                out.toString(),
                "--concurrency",
                "1",
                "--model",
                "sf=jina:m@" + server.url()
            };
            Jar.Started first = jar.start(evaluate);
            Path answers = out.resolve("answers.jsonl");
            while (first.process().isAlive() && (!Files.exists(answers) || Files.size(answers) == 0)) {
                first.process().waitFor(20, TimeUnit.MILLISECONDS);
            }
            Jar.Ended second = jar.run(evaluate);

            assertThat(first.ended().status()).isZero();
            assertThat(server.requestCount()).isEqualTo(QUESTIONS);
            assertThat(second.status()).isEqualTo(2);
            assertThat(second.out()).isEmpty();
            assertThat(second.err()).contains("rerank4j: another evaluation is writing into " + out + "; wait for it");
        }
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void it_serves_until_ctrl_c() throws Exception {
        Jar.Started started = jar.start("serve", "--dialect", "tei");
        BufferedReader lines =
                new BufferedReader(new InputStreamReader(started.process().getInputStream(), StandardCharsets.UTF_8));
        String url = Objects.requireNonNull(lines.readLine()).replaceFirst("listening on ([^,]+),.*", "$1");
        Path model = Files.writeString(
                folder.resolve("tei.properties"),
                "provider=tei\nbase-url=" + url + "\napi-key=" + ServeCommand.KEY + "\n");

        assertThat(jar.run("check", "--model", "@" + model).status()).isZero();

        started.interrupt();
        assertThat(started.process().waitFor()).isEqualTo(130);
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
