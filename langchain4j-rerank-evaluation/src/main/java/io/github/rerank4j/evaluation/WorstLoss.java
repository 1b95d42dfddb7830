package io.github.rerank4j.evaluation;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A question for which a model ranks worse than the baseline, by the first metric; with texts. Immutable. */
public final class WorstLoss {

    record Values(
            JudgedQuery question,
            double baselineValue,
            double modelValue,
            @Nullable Candidate relevantCandidate,
            int baselineRank,
            int modelRank,
            @Nullable Candidate topCandidate) {}

    private final Values values;

    WorstLoss(Values values) {
        this.values = values;
    }

    /** The question. */
    public JudgedQuery question() {
        return values.question();
    }

    /** The metric of the baseline. */
    public double baselineValue() {
        return values.baselineValue();
    }

    /** The metric of the model. */
    public double modelValue() {
        return values.modelValue();
    }

    /** The relevant candidate that the baseline ranks best. */
    public Optional<Candidate> relevantCandidate() {
        return Optional.ofNullable(values.relevantCandidate());
    }

    /** Its rank in the baseline, from 1; 0 if there is no relevant candidate. */
    public int baselineRank() {
        return values.baselineRank();
    }

    /** Its rank by the model, from 1; 0 if the model failed on the question, or there is no relevant candidate. */
    public int modelRank() {
        return values.modelRank();
    }

    /** What the model ranks first instead; empty where it failed. */
    public Optional<Candidate> topCandidate() {
        return Optional.ofNullable(values.topCandidate());
    }

    @Override
    public String toString() {
        return "WorstLoss[question=" + question().id() + "]";
    }
}
