/** What a provider module supplies: a wire, and where needed an authorizer and a rate limiter. */
@NullMarked
package io.github.rerank4j.spi;

import org.jspecify.annotations.NullMarked;
