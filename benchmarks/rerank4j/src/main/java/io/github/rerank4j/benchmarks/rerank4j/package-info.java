/** Our models. */
@NullMarked
package io.github.rerank4j.benchmarks.rerank4j;

import org.jspecify.annotations.NullMarked;
