/** Tencent Cloud's own SDK. */
@NullMarked
package io.github.rerank4j.benchmarks.tencentsdk;

import org.jspecify.annotations.NullMarked;
