/** A bilingual knowledge base, how its passages are found, and the stand-in for a model that ranks them. */
@org.jspecify.annotations.NullMarked
package io.github.rerank4j.examples.knowledge;
