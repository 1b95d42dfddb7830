package io.github.rerank4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.rerank4j.ScoreScale;
import io.github.rerank4j.evaluation.EvaluationReport;
import io.github.rerank4j.local.LocalRerankServer;
import io.github.rerank4j.local.WordOverlapScorer;
import io.github.rerank4j.spi.StandIn;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A command whose process may write no file of more than two kilobytes. */
@Timeout(120)
class FullDiskTest {

    private static final Path BASH = Path.of("/bin/bash");
    private static final String KEY = "sk-test";
    private static final int QUESTIONS = 60;

    @TempDir
    private Path folder;

    private final LocalRerankServer server = LocalRerankServer.builder()
            .scorer(new WordOverlapScorer())
            .standIn(StandIn.of("jina", ScoreScale.PROBABILITY), KEY, List.of())
            .start();

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void a_disk_that_gets_full_is_one_sentence_and_what_is_paid_for_is_kept() throws IOException, InterruptedException {
        assumeTrue(Files.isExecutable(BASH), "needs bash, whose limits stand for a full disk");
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < QUESTIONS; i++) {
            lines.append("{\"query\":\"thing number ").append(i);
            lines.append("\",\"documents\":[\"nothing\",\"thing ").append(i).append("\"],\"relevant\":[1]}\n");
        }
        Path data = Files.writeString(folder.resolve("own.jsonl"), lines);
        Path out = folder.resolve("out");
        String address = "@" + server.url();
        String[] evaluate = {
            "evaluate",
            "--data",
            data.toString(),
            "--out",
            out.toString(),
            "--model",
            "a=jina:m" + address,
            "--model",
            "b=jina:n" + address
        };

        Process process = limited(evaluate);
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).as(said).isEqualTo(2);
        assertThat(said.lines().filter(line -> line.startsWith("rerank4j: ")))
                .as(said)
                .singleElement()
                .asString()
                .startsWith(
                        "rerank4j: an answer cannot be kept in " + out.resolve("answers.jsonl") + "; make room, and");
        assertThat(said).doesNotContain("\tat ", "Exception in thread");
        List<String> kept = Files.readAllLines(out.resolve("answers.jsonl"));
        assertThat(kept).isNotEmpty().allMatch(line -> line.startsWith("{") && line.endsWith("}"));
        long paid = kept.stream().filter(line -> line.contains("\"scores\"")).count();
        assertThat(new Session().variable("RERANK_API_KEY", KEY).run(evaluate)).isZero();
        EvaluationReport report = EvaluationReport.read(out.resolve("report.json"));
        assertThat(report.model("a").asked().orElse(0)
                        + report.model("b").asked().orElse(0))
                .isEqualTo(2 * QUESTIONS - paid);
    }

    private Process limited(String... args) throws IOException {
        String java = "ulimit -f 2; trap '' XFSZ; exec \"$0\" -XX:-UsePerfData -cp \"$1\""
                + " io.github.rerank4j.cli.Rerank4j \"${@:2}\"";
        ProcessBuilder builder = new ProcessBuilder(BASH.toString(), "-c", java);
        builder.command()
                .addAll(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        System.getProperty("java.class.path")));
        builder.command().addAll(List.of(args));
        builder.environment().keySet().removeIf(name -> name.matches("RERANK_.*|JAVA_TOOL_OPTIONS"));
        builder.environment().put("RERANK_API_KEY", KEY);
        Process process = builder.redirectErrorStream(true).start();
        process.getOutputStream().close();
        return process;
    }
}
