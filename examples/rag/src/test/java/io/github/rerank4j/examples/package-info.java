/** Short examples. Their marked regions are the snippets of README.md and docs. */
@org.jspecify.annotations.NullMarked
package io.github.rerank4j.examples;
