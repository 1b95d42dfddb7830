/** When an attempt may start. */
@NullMarked
package io.github.rerank4j.internal.pacing;

import org.jspecify.annotations.NullMarked;
