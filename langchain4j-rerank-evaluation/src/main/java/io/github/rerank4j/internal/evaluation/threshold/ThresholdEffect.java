package io.github.rerank4j.internal.evaluation.threshold;

/**
 * What a threshold keeps. Shares are from 0 to 1, NaN where there is nothing to take a share of.
 *
 * @param minScore the threshold
 * @param precision the share of relevant pairs among those kept; 1 where none is kept
 * @param recall the share of relevant pairs that is kept
 * @param emptyQuestions the share of answerable questions that keep nothing
 * @param unanswerableKept the share of the other questions that keep something
 */
public record ThresholdEffect(
        double minScore, double precision, double recall, double emptyQuestions, double unanswerableKept) {}
