package io.github.rerank4j.spring;

import io.github.rerank4j.OnFailure;
import org.jspecify.annotations.Nullable;

/** What may be set for the aggregator that reranks. */
class AggregatorProperties {

    /** Whether a RerankContentAggregator is a bean, and a RetrievalAugmentor around the only ContentRetriever. */
    private boolean enabled;

    /** Bean name of the ScoringModel to rerank with. Default: the only one, or the primary one. */
    private @Nullable String model;

    /** How many contents are kept at most; at least 1. Default: all. */
    private @Nullable Integer maxResults;

    /**
     * Score below which contents are dropped; only for scores from 0 to 1, unless raw-threshold is set. Default: none.
     */
    private @Nullable Double minScore;

    /** Whether min-score is meant for scores that are logits, or of a range that is not known. */
    private boolean rawThreshold;

    /** What happens when the model fails: the exception goes to the caller, or the contents keep their order. */
    private OnFailure onFailure = OnFailure.FAIL;

    /** Whether there is more than whether it is enabled. */
    boolean hasSettings() {
        return model != null || maxResults != null || minScore != null || rawThreshold || onFailure != OnFailure.FAIL;
    }

    public boolean isEnabled() {
        return enabled;
    }

    public void setEnabled(boolean enabled) {
        this.enabled = enabled;
    }

    public @Nullable String getModel() {
        return model;
    }

    public void setModel(@Nullable String model) {
        this.model = model;
    }

    public @Nullable Integer getMaxResults() {
        return maxResults;
    }

    public void setMaxResults(@Nullable Integer maxResults) {
        this.maxResults = maxResults;
    }

    public @Nullable Double getMinScore() {
        return minScore;
    }

    public void setMinScore(@Nullable Double minScore) {
        this.minScore = minScore;
    }

    public boolean isRawThreshold() {
        return rawThreshold;
    }

    public void setRawThreshold(boolean rawThreshold) {
        this.rawThreshold = rawThreshold;
    }

    public OnFailure getOnFailure() {
        return onFailure;
    }

    public void setOnFailure(OnFailure onFailure) {
        this.onFailure = onFailure;
    }
}
