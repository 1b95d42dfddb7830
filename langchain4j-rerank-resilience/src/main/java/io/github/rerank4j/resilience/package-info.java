/**
 * Keeps a RAG application answering: a chain of rerankers inside one time budget, and a cache of scores. Both go around
 * any scoring model and are rerankers again.
 */
@NullMarked
package io.github.rerank4j.resilience;

import org.jspecify.annotations.NullMarked;
