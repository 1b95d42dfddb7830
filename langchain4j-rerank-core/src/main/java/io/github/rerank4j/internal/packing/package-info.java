/** Documents into batches that fit every limit. */
@NullMarked
package io.github.rerank4j.internal.packing;

import org.jspecify.annotations.NullMarked;
