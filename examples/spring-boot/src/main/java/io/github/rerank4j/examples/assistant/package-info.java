/** An assistant with LangChain4j's {@code @AiService} in Spring Boot, whose sources the starter's reranker picks. */
@org.jspecify.annotations.NullMarked
package io.github.rerank4j.examples.assistant;
