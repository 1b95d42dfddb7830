/** OkHttp by hand. */
@NullMarked
package io.github.rerank4j.benchmarks.okhttp;

import org.jspecify.annotations.NullMarked;
