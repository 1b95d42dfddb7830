/** Reranking in Spring AI: {@link io.github.rerank4j.springai.RerankDocumentPostProcessor} and its auto-configuration. */
@NullMarked
package io.github.rerank4j.springai;

import org.jspecify.annotations.NullMarked;
