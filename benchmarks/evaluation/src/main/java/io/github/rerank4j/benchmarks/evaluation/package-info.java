/** An evaluation of three models, as the program of a user runs it. */
@NullMarked
package io.github.rerank4j.benchmarks.evaluation;

import org.jspecify.annotations.NullMarked;
