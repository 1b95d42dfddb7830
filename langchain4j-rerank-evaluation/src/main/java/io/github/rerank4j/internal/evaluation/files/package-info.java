/** Files of an evaluation. */
@NullMarked
package io.github.rerank4j.internal.evaluation.files;

import org.jspecify.annotations.NullMarked;
