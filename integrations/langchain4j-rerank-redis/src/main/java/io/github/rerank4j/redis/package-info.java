/** One limit of an account for many JVMs, and a shared store of scores, on a Redis that the application runs. */
@NullMarked
package io.github.rerank4j.redis;

import org.jspecify.annotations.NullMarked;
