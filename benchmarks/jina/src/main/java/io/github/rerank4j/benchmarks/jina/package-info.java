/** LangChain4j's model for Jina. */
@NullMarked
package io.github.rerank4j.benchmarks.jina;

import org.jspecify.annotations.NullMarked;
