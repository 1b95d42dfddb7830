/** Rerankers as beans of a Spring Boot application; {@code langchain4j.rerank} is the root of their properties. */
@NullMarked
package io.github.rerank4j.spring;

import org.jspecify.annotations.NullMarked;
