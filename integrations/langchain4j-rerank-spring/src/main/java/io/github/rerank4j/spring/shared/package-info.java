/**
 * What the Spring Boot starter and the module for Spring AI have in common: what they say at the start, and why an
 * application does not start, their meters, and the choice of a model. For these two modules; an application has no use
 * for it.
 */
@NullMarked
package io.github.rerank4j.spring.shared;

import org.jspecify.annotations.NullMarked;
