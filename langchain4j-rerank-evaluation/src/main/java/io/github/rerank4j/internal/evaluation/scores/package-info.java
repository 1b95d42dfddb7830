/** What scores say about relevance: thresholds and calibrations. */
@NullMarked
package io.github.rerank4j.internal.evaluation.scores;

import org.jspecify.annotations.NullMarked;
