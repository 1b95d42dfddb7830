/** Benchmarks of what Tencent's module keeps to itself. */
@NullMarked
package io.github.rerank4j.tencent;

import org.jspecify.annotations.NullMarked;
