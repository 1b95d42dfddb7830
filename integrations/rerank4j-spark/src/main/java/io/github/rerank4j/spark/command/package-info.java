/** The job that reranks millions of pairs, as a command for {@code spark-submit}. */
@NullMarked
package io.github.rerank4j.spark.command;

import org.jspecify.annotations.NullMarked;
