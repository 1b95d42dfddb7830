/** Chains as the program of a user runs them. */
@NullMarked
package io.github.rerank4j.benchmarks.resilience;

import org.jspecify.annotations.NullMarked;
