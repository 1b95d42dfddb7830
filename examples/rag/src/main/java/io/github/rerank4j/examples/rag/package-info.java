/** A retrieval chain over a bilingual knowledge base, measured with and without reranking; {@code RagDemo} runs it. */
@org.jspecify.annotations.NullMarked
package io.github.rerank4j.examples.rag;
