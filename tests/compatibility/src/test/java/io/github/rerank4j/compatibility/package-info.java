/** The models as an application with another LangChain4j sees them. */
@NullMarked
package io.github.rerank4j.compatibility;

import org.jspecify.annotations.NullMarked;
