/** What the applications on Spring Boot have in common, whatever they answer with. */
@org.jspecify.annotations.NullMarked
package io.github.rerank4j.examples.spring;
