package io.github.rerank4j.evaluation;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What scores of one model say about the probability that a document is relevant. Immutable. */
public final class CalibrationReport {

    record Values(
            int pairs,
            int relevant,
            double auc,
            @Nullable Reliability raw,
            @Nullable FittedCalibration isotonic,
            @Nullable FittedCalibration platt) {}

    private final Values values;

    CalibrationReport(Values values) {
        this.values = values;
    }

    /** How many pairs of question and candidate there were. */
    public int pairs() {
        return values.pairs();
    }

    /** How many of them are relevant. */
    public int relevant() {
        return values.relevant();
    }

    /**
     * The area under the ROC curve: how probable it is that a relevant pair of question and candidate scores higher than
     * another pair; ties count half. 0.5: scores say nothing.
     */
    public double auc() {
        return values.auc();
    }

    /** The scores as they are; empty unless all lie from 0 to 1. */
    public Optional<Reliability> raw() {
        return Optional.ofNullable(values.raw());
    }

    /** An isotonic regression; empty where scores do not rise with relevance. */
    public Optional<FittedCalibration> isotonic() {
        return Optional.ofNullable(values.isotonic());
    }

    /** Platt's logistic function; empty where scores do not rise with relevance. */
    public Optional<FittedCalibration> platt() {
        return Optional.ofNullable(values.platt());
    }

    @Override
    public String toString() {
        return "CalibrationReport[pairs=" + pairs() + ", relevant=" + relevant() + ", auc=" + auc() + "]";
    }
}
