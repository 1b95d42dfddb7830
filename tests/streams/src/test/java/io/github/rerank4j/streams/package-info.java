/** Rerankers in streams. The marked regions are snippets of docs/many-machines.md. */
package io.github.rerank4j.streams;
