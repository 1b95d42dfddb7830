package io.github.rerank4j.evaluation.report;

import io.github.rerank4j.evaluation.CalibrationReport;
import io.github.rerank4j.evaluation.EvaluationReport;
import io.github.rerank4j.evaluation.ModelReport;
import io.github.rerank4j.evaluation.Reliability;
import io.github.rerank4j.evaluation.ReliabilityBin;
import io.github.rerank4j.evaluation.Threshold;
import io.github.rerank4j.evaluation.ThresholdPoint;
import io.github.rerank4j.internal.evaluation.page.Charts;
import io.github.rerank4j.internal.evaluation.page.Charts.Line;
import io.github.rerank4j.internal.evaluation.page.Figures;
import io.github.rerank4j.internal.evaluation.page.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** Which threshold fits, and how far scores can be taken for probabilities. */
final class ScoresPart {

    private final EvaluationReport report;

    ScoresPart(EvaluationReport report) {
        this.report = report;
    }

    void addTo(Page page) {
        if (!report.thresholds().isEmpty()) {
            page.heading("Thresholds");
            report.thresholds().forEach(threshold -> threshold(page, threshold));
        }
        List<ModelReport> calibrated = report.models().stream()
                .filter(model -> model.calibration().isPresent())
                .toList();
        if (!calibrated.isEmpty()) {
            page.heading("Scores as probabilities")
                    .paragraph("A score is a probability where the line follows the diagonal. Isotonic and Platt are"
                            + " calibrations, each shown on questions it was not fitted to.");
            calibrated.forEach(
                    model -> reliability(page, model.name(), model.calibration().orElseThrow()));
        }
    }

    private static void threshold(Page page, Threshold threshold) {
        page.subheading(threshold.model() + ", " + threshold.target()).paragraph(threshold.sentence());
        if (threshold.curve().size() > 1) {
            List<Line> lines = new ArrayList<>(List.of(
                    line("precision: how much of what is kept is relevant", threshold, ThresholdPoint::precision),
                    line("recall: how much of what is relevant is kept", threshold, ThresholdPoint::recall),
                    line("questions left with nothing", threshold, ThresholdPoint::emptyQueries)));
            if (Double.isFinite(threshold.curve().get(0).unanswerableKept())) {
                lines.add(line(
                        "unanswerable questions that keep something", threshold, ThresholdPoint::unanswerableKept));
            }
            page.picture(
                    Charts.lines(
                            "Precision and recall of " + threshold.model() + " over the threshold",
                            "minScore",
                            lines,
                            threshold.minScore().orElse(Double.NaN)),
                    "Over the threshold, on all questions; the vertical line is the recommended one.");
        }
    }

    private static Line line(String name, Threshold threshold, ToDoubleFunction<ThresholdPoint> share) {
        return new Line(
                name,
                threshold.curve().stream().mapToDouble(ThresholdPoint::minScore).toArray(),
                threshold.curve().stream().mapToDouble(share).toArray());
    }

    private static void reliability(Page page, String model, CalibrationReport calibration) {
        List<Line> lines = new ArrayList<>();
        List<List<String>> rows = new ArrayList<>();
        calibration.raw().ifPresent(raw -> add("as it is", raw, lines, rows));
        calibration.isotonic().ifPresent(fit -> add("isotonic", fit.reliability(), lines, rows));
        calibration.platt().ifPresent(fit -> add("Platt", fit.reliability(), lines, rows));
        String auc = "A relevant candidate scores higher than another one in "
                + Figures.percent(calibration.auc()) + " of all pairs (AUC " + Figures.metric(calibration.auc())
                + "), over "
                + Figures.count(calibration.pairs()) + " pairs of question and candidate, "
                + Figures.count(calibration.relevant()) + " of them relevant.";
        page.subheading(model).paragraph(auc);
        if (!lines.isEmpty()) {
            page.picture(
                            Charts.reliability("Reliability of the scores of " + model, lines),
                            "Across: the probability. Upwards: the share that is relevant.")
                    .table(
                            "Errors of the probabilities of " + model + "; 0 is best",
                            List.of("score", "calibration error (ECE)", "Brier"),
                            rows);
        }
    }

    private static void add(String name, Reliability reliability, List<Line> lines, List<List<String>> rows) {
        lines.add(new Line(
                name,
                reliability.bins().stream()
                        .mapToDouble(ReliabilityBin::predicted)
                        .toArray(),
                reliability.bins().stream()
                        .mapToDouble(ReliabilityBin::relevant)
                        .toArray()));
        rows.add(List.of(
                name, Figures.metric(reliability.ece()), String.format(Locale.ROOT, "%.4f", reliability.brier())));
    }
}
