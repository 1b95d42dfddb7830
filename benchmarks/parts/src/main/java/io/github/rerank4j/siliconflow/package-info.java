/** Benchmarks of what SiliconFlow's module keeps to itself. */
@NullMarked
package io.github.rerank4j.siliconflow;

import org.jspecify.annotations.NullMarked;
