/** What is chance and what is not. */
@NullMarked
package io.github.rerank4j.internal.evaluation.statistics;

import org.jspecify.annotations.NullMarked;
