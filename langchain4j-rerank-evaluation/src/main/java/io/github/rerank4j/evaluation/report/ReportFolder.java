package io.github.rerank4j.evaluation.report;

import io.github.rerank4j.evaluation.EvaluationReport;
import io.github.rerank4j.evaluation.ModelReport;
import io.github.rerank4j.evaluation.TrecRun;
import io.github.rerank4j.internal.evaluation.page.WholeFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.UUID;

/**
 * A folder with a report in all its forms: {@code report.json}, {@code report.md}, {@code report.html} (one file, which
 * needs no script and loads nothing), and {@code runs/NAME.trec} for each model. Not for use by several threads.
 */
public final class ReportFolder {

    private static final String PLAIN = "-_0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    /** File systems take 255 bytes; an id and an ending follow. */
    private static final int LONGEST_FILE_NAME = 200;

    private final EvaluationReport report;
    private boolean texts = true;
    private String title = "Which reranker?";

    private ReportFolder(EvaluationReport report) {
        this.report = report;
    }

    /** Of a report; one that was read from a file has no texts and no runs. */
    public static ReportFolder of(EvaluationReport report) {
        if (report == null) {
            throw new IllegalArgumentException("report is null; give what an evaluation has found");
        }
        return new ReportFolder(report);
    }

    /** Whether questions and documents are shown where a model loses most. Default true. */
    public ReportFolder texts(boolean texts) {
        this.texts = texts;
        return this;
    }

    /** What the pages are called. Default {@code Which reranker?}. */
    public ReportFolder title(String title) {
        this.title = title;
        return this;
    }

    /** Which one to take, in a sentence or two that say no more than the questions do; the pages begin with it. */
    public String verdict() {
        return Verdict.of(report);
    }

    /** The report as Markdown. */
    public String markdown() {
        return new MarkdownReport(report, texts, title).toString();
    }

    /** The report as an HTML page. */
    public String html() {
        return new HtmlReport(report, texts, title).toString();
    }

    /**
     * Writes all files, each in place of what was there.
     *
     * @param folder made if it is not there
     * @throws IOException if one of them cannot be written
     */
    public void write(Path folder) throws IOException {
        Path runs = Files.createDirectories(folder.resolve("runs"));
        for (ModelReport model : report.models()) {
            TrecRun run = model.run().orElse(null);
            if (run != null) {
                run.write(runs.resolve(fileName(model.name()) + ".trec"), model.name());
            }
        }
        report.write(folder.resolve("report.json"));
        WholeFile.write(folder.resolve("report.md"), markdown());
        WholeFile.write(folder.resolve("report.html"), html());
    }

    /**
     * The name itself where every file system takes it; other characters by their bytes, as in an address, and the end of
     * a long one by a number that stands for the name.
     */
    private static String fileName(String name) {
        StringBuilder fileName = new StringBuilder();
        for (byte octet : name.getBytes(StandardCharsets.UTF_8)) {
            boolean plain = PLAIN.indexOf(octet) >= 0 || (octet == '.' && !fileName.isEmpty());
            fileName.append(
                    plain ? String.valueOf((char) octet) : "%" + HexFormat.of().toHexDigits(octet));
        }
        return fileName.length() <= LONGEST_FILE_NAME
                ? fileName.toString()
                : fileName.substring(0, LONGEST_FILE_NAME) + "~"
                        + UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
    }
}
