/**
 * Keeps a RAG application answering: a chain of rerankers inside one time budget, and a cache of scores. Each wraps
 * scoring models of any kind and is a reranker itself.
 */
@NullMarked
package io.github.rerank4j.resilience;

import org.jspecify.annotations.NullMarked;
