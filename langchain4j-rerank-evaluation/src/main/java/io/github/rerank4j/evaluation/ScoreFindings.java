package io.github.rerank4j.evaluation;

import io.github.rerank4j.ScoreCalibration;
import io.github.rerank4j.ScoreScale;
import io.github.rerank4j.internal.evaluation.calibration.CalibrationFits;
import io.github.rerank4j.internal.evaluation.calibration.CalibrationFits.Fit;
import io.github.rerank4j.internal.evaluation.threshold.ScoredPairs;
import io.github.rerank4j.internal.evaluation.statistics.Chance;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the scores of one model say about relevance. */
final class ScoreFindings {

    private ScoreFindings() {}

    static Threshold threshold(Contestant contestant, Findings.Material material, ThresholdTarget target, long seed) {
        return ThresholdChoice.of(contestant.name(), pairs(contestant, material), target, seed);
    }

    /** Null if there is nothing to calibrate with: not both relevant and other pairs. */
    static @Nullable CalibrationReport calibration(Contestant contestant, Findings.Material material, long seed) {
        ScoredPairs pairs = pairs(contestant, material);
        if (pairs.relevant() == 0 || pairs.relevant() == pairs.size()) {
            return null;
        }
        CalibrationFits fits = CalibrationFits.of(pairs, new Chance(seed));
        String model = modelName(contestant, material);
        ScoreScale scale = contestant.scale();
        return new CalibrationReport(new CalibrationReport.Values(
                pairs.size(),
                pairs.relevant(),
                fits.auc(),
                fits.raw().map(Reliability::new).orElse(null),
                calibrated(fits.isotonic(), model, scale),
                calibrated(fits.platt(), model, scale)));
    }

    private static @Nullable String modelName(Contestant contestant, Findings.Material material) {
        String first = contestant.asked().get(0);
        return contestant.modelName(Call.request(
                        material.judgments().question(first),
                        material.candidates().of(first))
                .build());
    }

    private static @Nullable Calibrated calibrated(Optional<Fit> fit, @Nullable String model, ScoreScale scale) {
        return fit.map(found -> new Calibrated(new Calibrated.Values(
                        ScoreCalibration.of(found.output(), model, scale), new Reliability(found.curve()))))
                .orElse(null);
    }

    private static ScoredPairs pairs(Contestant contestant, Findings.Material material) {
        ScoredPairs.Builder pairs = ScoredPairs.builder();
        for (String question : contestant.asked()) {
            Answer answer = contestant.answer(question);
            if (answer != null) {
                pairs.question(material.judgments().isAnswerable(question));
                Map<String, Integer> grades = material.judgments().grades(question);
                List<Candidate> candidates = material.candidates().of(question);
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
        for (Question question : judgments.judged()) {
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
