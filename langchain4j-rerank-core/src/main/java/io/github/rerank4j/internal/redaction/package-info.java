/** Keys and texts out of what others may read. */
@NullMarked
package io.github.rerank4j.internal.redaction;

import org.jspecify.annotations.NullMarked;
