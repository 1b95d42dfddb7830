/** A rerank service that nobody runs, as a provider module of others: a wire, a builder, its settings. */
@NullMarked
package io.github.rerank4j.acme;

import org.jspecify.annotations.NullMarked;
