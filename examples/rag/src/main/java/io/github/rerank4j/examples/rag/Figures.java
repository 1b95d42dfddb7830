package io.github.rerank4j.examples.rag;

import io.github.rerank4j.evaluation.Metric;
import io.github.rerank4j.evaluation.ModelReport;
import io.github.rerank4j.examples.knowledge.Question;
import java.util.Collection;
import java.util.Map;

/**
 * How well some questions were answered: the means of what an evaluation found for each.
 *
 * @param hitRate the share of questions whose first passage is a right one
 * @param reciprocalRank the mean of 1 / place of the best right passage, 0 beyond place 10 (MRR@10)
 */
record Figures(int questions, double hitRate, double reciprocalRank) {

    static Figures of(ModelReport report, Collection<Question> questions) {
        return new Figures(
                questions.size(),
                mean(report, questions, Evaluation.HIT),
                mean(report, questions, Evaluation.RECIPROCAL_RANK));
    }

    private static double mean(ModelReport report, Collection<Question> questions, Metric metric) {
        return questions.stream()
                .map(question -> report.perQuery().getOrDefault(question.id(), Map.of()))
                .mapToDouble(metrics -> metrics.getOrDefault(metric.name(), 0.0))
                .average()
                .orElse(0);
    }
}
