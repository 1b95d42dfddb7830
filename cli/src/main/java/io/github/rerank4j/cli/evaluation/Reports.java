package io.github.rerank4j.cli.evaluation;

import io.github.rerank4j.evaluation.EvaluationReport;
import io.github.rerank4j.evaluation.ModelReport;
import io.github.rerank4j.evaluation.Threshold;
import io.github.rerank4j.evaluation.ThresholdTarget;
import io.github.rerank4j.evaluation.TrecRun;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;

/** What evaluations that are over have to say. */
public final class Reports {

    private Reports() {}

    /** The differences between the models of two evaluations that have the same names. */
    public static void compare(OutFolder earlier, OutFolder later, Consumer<String> line) {
        EvaluationReport before = earlier.report();
        later.report().comparedWith(before).stream().map(Summary::change).forEach(line);
    }

    /** A threshold of each model for each target. */
    public static void thresholds(OutFolder out, List<ThresholdTarget> targets, Consumer<String> line)
            throws IOException {
        EvaluationReport report = out.report();
        StoredRuns runs = StoredRuns.of(out);
        for (ModelReport model : report.models()) {
            if (!model.name().equals(EvaluationReport.RETRIEVAL)) {
                TrecRun scores = runs.scores(model);
                for (ThresholdTarget target : targets) {
                    line.accept(Summary.threshold(
                            Threshold.choose(model.name(), runs.judgments(), scores, target, report.seed())));
                }
            }
        }
    }
}
