/** Spark as processes of their own. */
@NullMarked
package io.github.rerank4j.sparkfixtures;

import org.jspecify.annotations.NullMarked;
