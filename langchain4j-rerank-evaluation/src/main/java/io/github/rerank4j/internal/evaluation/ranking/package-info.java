/** Metrics of one ranking. */
@NullMarked
package io.github.rerank4j.internal.evaluation.ranking;

import org.jspecify.annotations.NullMarked;
