/** LangChain4j's model for Voyage AI. */
@NullMarked
package io.github.rerank4j.benchmarks.voyage;

import org.jspecify.annotations.NullMarked;
