package io.github.rerank4j.evaluation;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A question for which a model ranks worse than the baseline, by the first metric; with texts. Immutable. */
public final class WorstLoss {

    record Values(
            Question question,
            double before,
            double after,
            @Nullable Candidate right,
            int rankBefore,
            int rankAfter,
            @Nullable Candidate first) {}

    private final Values values;

    WorstLoss(Values values) {
        this.values = values;
    }

    /** The question. */
    public Question question() {
        return values.question();
    }

    /** The metric of the baseline. */
    public double before() {
        return values.before();
    }

    /** The metric of the model. */
    public double after() {
        return values.after();
    }

    /** The relevant candidate that the baseline ranks best. */
    public Optional<Candidate> right() {
        return Optional.ofNullable(values.right());
    }

    /** Its rank in the baseline, from 1; 0 for none. */
    public int rankBefore() {
        return values.rankBefore();
    }

    /** Its rank by the model. */
    public int rankAfter() {
        return values.rankAfter();
    }

    /** What the model ranks first instead; empty where it gave no answer. */
    public Optional<Candidate> first() {
        return Optional.ofNullable(values.first());
    }

    @Override
    public String toString() {
        return "WorstLoss[question=" + question().id() + "]";
    }
}
