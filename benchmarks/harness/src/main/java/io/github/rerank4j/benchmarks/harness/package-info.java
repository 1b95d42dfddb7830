/** The stub server, the worker of a client's own JVM, and the goals they are measured by. */
@NullMarked
package io.github.rerank4j.benchmarks.harness;

import org.jspecify.annotations.NullMarked;
