/** One encoded batch on its way: attempts, and what becomes of them. */
@NullMarked
package io.github.rerank4j.internal.attempt;

import org.jspecify.annotations.NullMarked;
