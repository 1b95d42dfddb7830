package io.github.rerank4j.evaluation.report;

import io.github.rerank4j.ScoreCalibration;
import io.github.rerank4j.evaluation.CalibrationReport;
import io.github.rerank4j.evaluation.EvaluationReport;
import io.github.rerank4j.evaluation.FittedCalibration;
import io.github.rerank4j.evaluation.ModelReport;
import io.github.rerank4j.evaluation.TrecRun;
import io.github.rerank4j.internal.evaluation.files.WholeFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;

/**
 * A folder with a report in all its forms: {@code report.json}, {@code report.md}, {@code report.html} (one file, which
 * needs no script and loads nothing), {@code runs/NAME.trec} for each model and, where its scores rise with relevance,
 * {@code calibrations/NAME-platt.properties} and {@code calibrations/NAME-isotonic.properties}. Not thread-safe.
 */
public final class ReportFolder {

    private static final String RUNS = "runs";
    private static final String PLAIN = "-_0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    /** File systems take 255 bytes; an id and an ending follow. */
    private static final int LONGEST_FILE_NAME = 200;

    private final EvaluationReport report;
    private boolean texts = true;

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
    public ReportFolder showTexts(boolean texts) {
        this.texts = texts;
        return this;
    }

    /** The report as Markdown. */
    public String markdown() {
        return new MarkdownReport(report, texts).toString();
    }

    /** The report as an HTML page. */
    public String html() {
        return new HtmlReport(report, texts).toString();
    }

    /**
     * Writes all files, each in place of what was there.
     *
     * @param folder made if it is not there
     * @throws IOException if one of them cannot be written
     */
    public void write(Path folder) throws IOException {
        Files.createDirectories(folder.resolve(RUNS));
        for (ModelReport model : report.models()) {
            TrecRun run = model.run().orElse(null);
            if (run != null) {
                run.write(runFile(folder, model.name()), model.name());
            }
            Optional<CalibrationReport> calibration = model.calibration();
            write(calibration.flatMap(CalibrationReport::isotonic), folder, model.name() + "-isotonic");
            write(calibration.flatMap(CalibrationReport::platt), folder, model.name() + "-platt");
        }
        report.write(folder.resolve("report.json"));
        WholeFile.write(folder.resolve("report.md"), markdown());
        WholeFile.write(folder.resolve("report.html"), html());
    }

    private static void write(Optional<FittedCalibration> fitted, Path folder, String name) throws IOException {
        Path file = folder.resolve("calibrations").resolve(fileName(name) + ".properties");
        if (fitted.isEmpty()) {
            Files.deleteIfExists(file); // one of other scores
            return;
        }
        ScoreCalibration calibration = fitted.get().calibration().orElse(null);
        if (calibration != null) {
            Files.createDirectories(file.getParent());
            calibration.write(file);
        }
    }

    /** The file in a folder that holds the run of a model. */
    public static Path runFile(Path folder, String model) {
        return folder.resolve(RUNS).resolve(fileName(model) + ".trec");
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
