/** The commands of {@code rerank4j.jar}. */
@NullMarked
package io.github.rerank4j.cli;

import org.jspecify.annotations.NullMarked;
