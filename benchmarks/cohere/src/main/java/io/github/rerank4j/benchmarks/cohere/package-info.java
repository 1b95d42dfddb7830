/** LangChain4j's model for Cohere. */
@NullMarked
package io.github.rerank4j.benchmarks.cohere;

import org.jspecify.annotations.NullMarked;
