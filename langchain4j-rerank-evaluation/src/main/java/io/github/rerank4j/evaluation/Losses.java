package io.github.rerank4j.evaluation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Where a model does worst against another one. */
final class Losses {

    private static final int SHOWN = 3;

    private Losses() {}

    /** The worst losses by the first metric, worst first; equal ones in the order of the questions. */
    static List<WorstLoss> of(
            ModelRankings baseline, ModelRankings model, List<JudgedQuery> questions, Judgments judgments) {
        List<WorstLoss> losses = new ArrayList<>();
        for (int i = 0; i < questions.size(); i++) {
            double before = baseline.value(0, i);
            double after = model.value(0, i);
            if (after < before) {
                losses.add(loss(
                        baseline.ranking(questions.get(i).id()),
                        model.ranking(questions.get(i).id()),
                        new Numbers(questions.get(i), before, after),
                        judgments.grades(questions.get(i).id())));
            }
        }
        losses.sort(Comparator.comparingDouble(loss -> loss.modelValue() - loss.baselineValue()));
        return List.copyOf(losses.subList(0, Math.min(SHOWN, losses.size())));
    }

    private record Numbers(JudgedQuery question, double before, double after) {}

    private static WorstLoss loss(Ranking before, Ranking after, Numbers numbers, Map<String, Integer> grades) {
        Candidate right = before.firstRelevant(grades);
        return new WorstLoss(new WorstLoss.Values(
                numbers.question(),
                numbers.before(),
                numbers.after(),
                right,
                before.rank(right),
                after.rank(right),
                after.first()));
    }
}
