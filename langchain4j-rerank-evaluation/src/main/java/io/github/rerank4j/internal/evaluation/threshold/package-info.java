/** What a threshold of scores does, and which one reaches a target. */
@NullMarked
package io.github.rerank4j.internal.evaluation.threshold;

import org.jspecify.annotations.NullMarked;
