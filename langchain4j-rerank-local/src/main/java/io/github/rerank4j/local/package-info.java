/** A rerank server on this machine in the place of the real services, and scorers for it that need no model. */
@NullMarked
package io.github.rerank4j.local;

import org.jspecify.annotations.NullMarked;
