/** Every fault a server or a network can have, on every model, blocking and asynchronous. */
@NullMarked
package io.github.rerank4j.faults;

import org.jspecify.annotations.NullMarked;
