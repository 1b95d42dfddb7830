/** Timers, threads and futures for authors of rerankers and decorators; they know nothing of reranking. */
@NullMarked
package io.github.rerank4j.concurrent;

import org.jspecify.annotations.NullMarked;
