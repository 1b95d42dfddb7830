/** Short examples. Their marked regions are the snippets of the README. */
@org.jspecify.annotations.NullMarked
package io.github.rerank4j.examples;
