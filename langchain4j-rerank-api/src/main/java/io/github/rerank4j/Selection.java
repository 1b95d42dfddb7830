package io.github.rerank4j;

import dev.langchain4j.model.scoring.ScoringModel;
import io.github.rerank4j.settings.SettingException;
import java.util.List;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * How the documents of a question are selected once a reranker has scored them, or has failed: which threshold counts,
 * whether they keep their order, what is counted, warned of and reported to listeners. For integrations, which hand the
 * documents on. Safe for use by many threads.
 */
public final class Selection {

    private final ScoringModel model;
    private final Reranker reranker;
    private final OptionalDouble minScore;
    private final OnFailure onFailure;
    private final ThresholdTally threshold;
    private final KeptOrderTally keptOrder;
    private final RerankListeners listeners;

    private Selection(Builder builder, ScoringModel model, Logger logger) {
        this.model = model;
        this.reranker = Rerankers.of(model);
        this.minScore = builder.minScore == null ? OptionalDouble.empty() : OptionalDouble.of(builder.minScore);
        this.onFailure = builder.onFailure;
        this.threshold = new ThresholdTally(builder.minScoreName, logger);
        this.keptOrder = new KeptOrderTally(reranker.traits(null), logger);
        this.listeners = new RerankListeners(builder.listeners, logger);
    }

    /** Settings to be made. */
    public static Builder builder() {
        return new Builder();
    }

    /** The model, as it was given. */
    public ScoringModel scoringModel() {
        return model;
    }

    /** The model as a reranker. */
    public Reranker reranker() {
        return reranker;
    }

    /** The threshold that counts where whoever answered has none; empty for none. */
    public OptionalDouble minScore() {
        return minScore;
    }

    /**
     * The score below which this question's documents are dropped; empty for none. Who answered knows best which scores
     * are too low, so a threshold of theirs comes first. What it keeps and drops is counted; asked once for each response.
     */
    public OptionalDouble threshold(RerankResponse response) {
        OptionalDouble least = response.minScore().isPresent() ? response.minScore() : minScore;
        least.ifPresent(value -> threshold.count(response.scores(), value));
        return least;
    }

    /**
     * Whether the documents keep their order after this failure: if the user wants that, and the failure is none of the
     * caller's own. Not if the caller was interrupted or has cancelled, because nobody wants a result then; not if the
     * model can never rank these documents, nor after a wrong argument or by a closed model, which are mistakes of the
     * application; and not without a heap. Asked on the thread of the caller, who has waited.
     */
    public boolean keepsOrder(Throwable failure) {
        return onFailure == OnFailure.KEEP_ORDER && keptOrder.mayKeepOrder(failure);
    }

    /** As {@link #keepsOrder}, on any thread: the caller, who does not wait, can have cancelled and no more. */
    public boolean keepsOrderLater(Throwable failure) {
        return onFailure == OnFailure.KEEP_ORDER && keptOrder.mayKeepOrderLater(failure);
    }

    /**
     * Reports what was selected by scores.
     *
     * @param kept how many documents the threshold has kept
     * @param dropped how many it has dropped
     * @param handedOn how many of those that were kept the caller gets
     */
    public void report(RerankResponse response, int kept, int dropped, int handedOn) {
        report(RerankSelectionContext.builder()
                .kept(kept)
                .dropped(dropped)
                .handedOn(handedOn)
                .member(response.answeredBy().orElse(null)));
    }

    /**
     * Counts, warns of and reports documents that keep their order.
     *
     * @param documents how many there were
     * @param handedOn how many of them the caller gets
     * @param failure that of the reranker
     */
    public void reportKeptOrder(int documents, int handedOn, Throwable failure) {
        keptOrder.count(documents, failure);
        report(RerankSelectionContext.builder()
                .kept(documents)
                .handedOn(handedOn)
                .orderKept(true));
    }

    /** How many questions' documents have kept their order so far. */
    public long keptOrder() {
        return keptOrder.kept();
    }

    /** How many documents thresholds have kept so far. */
    public long keptByThreshold() {
        return threshold.kept();
    }

    /** How many documents thresholds have dropped so far. */
    public long droppedByThreshold() {
        return threshold.dropped();
    }

    private void report(RerankSelectionContext.Builder selection) {
        RerankSelectionContext context = selection.build();
        listeners.report(listener -> listener.onSelection(context));
    }

    /** The settings of a {@link Selection}. Not for use by several threads. */
    public static final class Builder {

        private static final String MIN_SCORE = "minScore";

        private @Nullable ScoringModel scoringModel;
        private @Nullable Double minScore;
        private String minScoreName = MIN_SCORE;
        private boolean rawThreshold;
        private OnFailure onFailure = OnFailure.FAIL;
        private List<? extends RerankListener> listeners = List.of();

        private Builder() {}

        /** The reranker, or any other scoring model. Required; stays the caller's to close. */
        public Builder scoringModel(ScoringModel scoringModel) {
            this.scoringModel = scoringModel;
            return this;
        }

        /**
         * The score below which a document is dropped. Only for scores from 0 to 1, unless {@link #rawThreshold} is set.
         * Default and null: none is dropped.
         */
        public Builder minScore(@Nullable Double minScore) {
            this.minScore = minScore;
            return this;
        }

        /** What the threshold is called where the user set it, for the warning about it. Default: {@code minScore}. */
        public Builder minScoreName(String minScoreName) {
            this.minScoreName = minScoreName;
            return this;
        }

        /** Whether {@code minScore} is meant for scores that are logits, or of a range nobody knows. Default: false. */
        public Builder rawThreshold(boolean rawThreshold) {
            this.rawThreshold = rawThreshold;
            return this;
        }

        /** What happens when the model fails. Default: {@link OnFailure#FAIL}. */
        public Builder onFailure(OnFailure onFailure) {
            this.onFailure = onFailure;
            return this;
        }

        /** Notified with {@link RerankListener#onSelection}, in this order. Default: none. */
        public Builder listeners(List<? extends RerankListener> listeners) {
            this.listeners = listeners;
            return this;
        }

        /**
         * The selection.
         *
         * @param logger where warnings go
         * @throws SettingException if there is no model, another setting is null, or {@code minScore} has no meaning for
         *     the model's scores
         */
        public Selection build(Logger logger) {
            if (scoringModel == null) {
                throw SettingException.of("{scoringModel} is missing", "set {scoringModel(...)}");
            }
            SettingException.requirePresent("onFailure", onFailure);
            SettingException.requirePresent("listeners", listeners);
            if (minScore != null) {
                ScoreThreshold.check(scoringModel, minScore, MIN_SCORE, "rawThreshold(true)", rawThreshold);
            }
            return new Selection(this, scoringModel, logger);
        }
    }
}
