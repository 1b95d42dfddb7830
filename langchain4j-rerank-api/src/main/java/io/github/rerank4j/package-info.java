/** Rerankers for LangChain4j: what a user of any provider types. */
@NullMarked
package io.github.rerank4j;

import org.jspecify.annotations.NullMarked;
