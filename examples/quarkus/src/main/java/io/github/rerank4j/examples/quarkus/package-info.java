/** An assistant with an AI service of quarkus-langchain4j, whose sources the extension's reranker picks. */
@org.jspecify.annotations.NullMarked
package io.github.rerank4j.examples.quarkus;
