/**
 * Which reranker to use, with which threshold and at what cost: evaluation on one's own judged questions.
 *
 * <ul>
 *   <li>Inputs: {@link io.github.rerank4j.evaluation.Judgments}, {@link io.github.rerank4j.evaluation.Candidates},
 *       {@link io.github.rerank4j.evaluation.TrecRun}.
 *   <li>Asking: {@link io.github.rerank4j.evaluation.RerankEvaluation}, with
 *       {@link io.github.rerank4j.evaluation.PlannedCalls}, {@link io.github.rerank4j.evaluation.EvaluationProgress} and
 *       {@link io.github.rerank4j.evaluation.ResponseStore}.
 *   <li>Report: {@link io.github.rerank4j.evaluation.EvaluationReport}, with a
 *       {@link io.github.rerank4j.evaluation.ModelReport} for each model, a
 *       {@link io.github.rerank4j.evaluation.Comparison} for each pair of them, and
 *       {@link io.github.rerank4j.evaluation.Threshold}s; as files, {@code ReportFolder}.
 *   <li>In tests: {@link io.github.rerank4j.evaluation.RerankAssertions}.
 * </ul>
 */
@NullMarked
package io.github.rerank4j.evaluation;

import org.jspecify.annotations.NullMarked;
