/** A LangChain4j scoring model for any rerank server, whose protocol a dialect describes. */
@NullMarked
package io.github.rerank4j.generic;

import org.jspecify.annotations.NullMarked;
