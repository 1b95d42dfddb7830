/** One call of a user: its result, its deadline, its listeners. */
@NullMarked
package io.github.rerank4j.internal.call;

import org.jspecify.annotations.NullMarked;
