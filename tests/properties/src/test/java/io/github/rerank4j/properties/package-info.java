/** What holds for any reply, any packing and any text. */
@NullMarked
package io.github.rerank4j.properties;

import org.jspecify.annotations.NullMarked;
