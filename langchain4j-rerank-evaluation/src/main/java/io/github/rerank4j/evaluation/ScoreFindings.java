package io.github.rerank4j.evaluation;

import io.github.rerank4j.ScoreCalibration;
import io.github.rerank4j.ScoreScale;
import io.github.rerank4j.internal.evaluation.calibration.CrossFitting;
import io.github.rerank4j.internal.evaluation.calibration.CrossFitting.Fit;
import io.github.rerank4j.internal.evaluation.statistics.SplitMix64;
import io.github.rerank4j.internal.evaluation.threshold.ScoredPairs;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the scores of one model say about relevance. */
final class ScoreFindings {

    private ScoreFindings() {}

    static Threshold threshold(
            EvaluatedModel evaluatedModel, ReportBuilder.Evidence evidence, ThresholdTarget target, long seed) {
        return ThresholdChoice.of(evaluatedModel.name(), pairs(evaluatedModel, evidence), target, seed);
    }

    /** Null if there is nothing to calibrate with: not both relevant and other pairs. */
    static @Nullable CalibrationReport calibration(
            EvaluatedModel evaluatedModel, ReportBuilder.Evidence evidence, long seed) {
        ScoredPairs pairs = pairs(evaluatedModel, evidence);
        if (pairs.relevant() == 0 || pairs.relevant() == pairs.size()) {
            return null;
        }
        CrossFitting fits = CrossFitting.of(pairs, new SplitMix64(seed));
        String model = modelName(evaluatedModel, evidence);
        ScoreScale scale = evaluatedModel.scale();
        return new CalibrationReport(new CalibrationReport.Values(
                pairs.size(),
                pairs.relevant(),
                fits.auc(),
                fits.raw().map(Reliability::new).orElse(null),
                calibrated(fits.isotonic(), model, scale),
                calibrated(fits.platt(), model, scale)));
    }

    private static @Nullable String modelName(EvaluatedModel evaluatedModel, ReportBuilder.Evidence evidence) {
        String first = evaluatedModel.questions().get(0);
        return evaluatedModel.modelName(Call.request(
                        evidence.judgments().query(first), evidence.candidates().documents(first))
                .build());
    }

    private static @Nullable FittedCalibration calibrated(Optional<Fit> fit, @Nullable String model, ScoreScale scale) {
        return fit.map(found -> new FittedCalibration(new FittedCalibration.Values(
                        ScoreCalibration.of(found.output(), model, scale), new Reliability(found.curve()))))
                .orElse(null);
    }

    private static ScoredPairs pairs(EvaluatedModel evaluatedModel, ReportBuilder.Evidence evidence) {
        ScoredPairs.Builder pairs = ScoredPairs.builder();
        for (String question : evaluatedModel.questions()) {
            KeptResponse answer = evaluatedModel.answer(question);
            if (answer != null) {
                pairs.question(evidence.judgments().isAnswerable(question));
                Map<String, Integer> grades = evidence.judgments().grades(question);
                List<Candidate> candidates = evidence.candidates().documents(question);
                for (int i = 0; i < candidates.size(); i++) {
                    pairs.pair(
                            answer.scores().get(i),
                            grades.getOrDefault(candidates.get(i).id(), 0) >= 1);
                }
            }
        }
        return pairs.build();
    }

    static ScoredPairs pairs(Judgments judgments, TrecRun run) {
        ScoredPairs.Builder pairs = ScoredPairs.builder();
        for (JudgedQuery question : judgments.judgedQueries()) {
            Map<String, Double> scores = run.scores(question.id());
            if (!scores.isEmpty()) {
                pairs.question(judgments.isAnswerable(question.id()));
                Map<String, Integer> grades = judgments.grades(question.id());
                scores.forEach((document, score) -> pairs.pair(score, grades.getOrDefault(document, 0) >= 1));
            }
        }
        return pairs.build();
    }
}
