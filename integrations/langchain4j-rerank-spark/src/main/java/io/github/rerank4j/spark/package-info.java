/** Reranks millions of pairs of questions and documents as a Spark job that can be killed and resumed. */
@NullMarked
package io.github.rerank4j.spark;

import org.jspecify.annotations.NullMarked;
