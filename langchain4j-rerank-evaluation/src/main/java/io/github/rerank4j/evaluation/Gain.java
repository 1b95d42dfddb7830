package io.github.rerank4j.evaluation;

/** What a document of a grade is worth in nDCG. */
public enum Gain {

    /** The grade itself: that of trec_eval's {@code ndcg_cut}. */
    LINEAR,

    /** {@code 2^grade - 1} (C. Burges et al., "Learning to Rank using Gradient Descent", 2005). */
    EXPONENTIAL
}
