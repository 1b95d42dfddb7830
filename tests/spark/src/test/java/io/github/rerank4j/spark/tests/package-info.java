/** The job on a cluster of processes, seen from outside. */
@NullMarked
package io.github.rerank4j.spark.tests;

import org.jspecify.annotations.NullMarked;
