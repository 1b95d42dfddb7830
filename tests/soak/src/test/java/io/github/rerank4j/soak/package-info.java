/** Many calls at a time, many of them with a fault, and how soon a cancelled one is gone. */
@NullMarked
package io.github.rerank4j.soak;

import org.jspecify.annotations.NullMarked;
