package io.github.rerank4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.rerank4j.evaluation.EvaluationReport;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A corpus that is larger than the memory of the process. */
@Timeout(900)
class LargeDataIT {

    private static final int CANDIDATES = 50;

    @TempDir
    private Path folder;

    @Test
    void a_corpus_that_does_not_fit_into_the_memory_is_evaluated() throws Exception {
        requireEvaluated(20_000, 2_500, 20, "-Xmx40m");
    }

    @Test
    @Tag("exhaustive")
    void a_million_documents_are_evaluated_in_half_a_gigabyte() throws Exception {
        requireEvaluated(1_000_000, 600, 200, "-Xmx512m");
    }

    private void requireEvaluated(int documents, int length, int questions, String memory) throws Exception {
        Path data = data(documents, length, questions);
        Path out = folder.resolve("out");
        try (Jar jar = new Jar(folder).memory(memory)) {
            Jar.Ended ended = jar.run(
                    "evaluate",
                    "--data",
                    data.toString(),
                    "--out",
                    out.toString(),
                    "--model",
                    "words=local:word-overlap");

            assertThat(ended.err()).startsWith("model ").doesNotContain("rerank4j: ");
            assertThat(ended.status()).isZero();
        }
        EvaluationReport report = EvaluationReport.read(out.resolve("report.json"));
        assertThat(report.queries()).isEqualTo(questions);
        assertThat(report.model("words").metric("success@1").mean()).isEqualTo(1);
        assertThat(report.model("retrieval").metric("success@1").mean()).isZero();
        assertThat(Files.readAllLines(out.resolve("runs/words.trec"))).hasSize(questions * CANDIDATES);
    }

    /** Questions whose answers come last among their candidates, which are spread over the corpus. */
    private Path data(int documents, int length, int questions) throws IOException {
        Path data = folder.resolve("data");
        Files.createDirectories(data.resolve("qrels"));
        String filling = "some words of a passage ".repeat(length / 24);
        int step = documents / (questions * CANDIDATES);
        try (BufferedWriter corpus = Files.newBufferedWriter(data.resolve("corpus.jsonl"))) {
            for (int i = 0; i < documents; i++) {
                corpus.write("{\"_id\":\"d" + i + "\",\"title\":\"\",\"text\":\"" + filling + "number" + i + "\"}\n");
            }
        }
        try (BufferedWriter queries = Files.newBufferedWriter(data.resolve("queries.jsonl"));
                BufferedWriter qrels = Files.newBufferedWriter(data.resolve("qrels/test.tsv"));
                BufferedWriter candidates = Files.newBufferedWriter(data.resolve("candidates.trec"))) {
            qrels.write("query-id\tcorpus-id\tscore\n");
            for (int q = 0; q < questions; q++) {
                for (int c = 0; c < CANDIDATES; c++) {
                    int document = (q * CANDIDATES + c) * step;
                    boolean right = c == CANDIDATES - 1;
                    candidates.write("q" + q + " Q0 d" + document + " " + (c + 1) + " " + (CANDIDATES - c) + " bm25\n");
                    qrels.write("q" + q + "\td" + document + "\t" + (right ? 1 : 0) + "\n");
                    if (right) {
                        queries.write("{\"_id\":\"q" + q + "\",\"text\":\"number" + document + "\"}\n");
                    }
                }
            }
        }
        return data;
    }
}
