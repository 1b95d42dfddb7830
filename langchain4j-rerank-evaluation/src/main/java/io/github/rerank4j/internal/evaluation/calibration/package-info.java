/** How well scores are probabilities, and functions that make them so. */
@NullMarked
package io.github.rerank4j.internal.evaluation.calibration;

import org.jspecify.annotations.NullMarked;
