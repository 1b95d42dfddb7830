/**
 * What a provider module supplies: a wire, where needed an authorizer and a rate limiter, and a
 * {@link io.github.rerank4j.spi.RerankProvider} by which frameworks find it.
 */
@NullMarked
package io.github.rerank4j.spi;

import org.jspecify.annotations.NullMarked;
