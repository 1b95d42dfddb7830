/** A model with a memory. */
@NullMarked
package io.github.rerank4j.benchmarks.cache;

import org.jspecify.annotations.NullMarked;
