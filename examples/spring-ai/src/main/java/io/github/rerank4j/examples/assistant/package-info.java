/** An assistant with Spring AI's {@code ChatClient}, whose documents a post-processor reranks. */
@org.jspecify.annotations.NullMarked
package io.github.rerank4j.examples.assistant;
