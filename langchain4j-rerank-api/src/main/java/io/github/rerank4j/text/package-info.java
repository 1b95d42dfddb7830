/** Words of others, made fit for messages and logs. */
@NullMarked
package io.github.rerank4j.text;

import org.jspecify.annotations.NullMarked;
