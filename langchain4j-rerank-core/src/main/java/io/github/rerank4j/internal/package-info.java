/** The pipeline between a model and its service; not for use outside these modules. */
@NullMarked
package io.github.rerank4j.internal;

import org.jspecify.annotations.NullMarked;
