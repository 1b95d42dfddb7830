/** What a client of the benchmarks implements. */
@NullMarked
package io.github.rerank4j.benchmarks;

import org.jspecify.annotations.NullMarked;
