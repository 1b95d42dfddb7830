package io.github.rerank4j.examples.web;

/**
 * How long an answer took, in milliseconds.
 *
 * @param retrieval until the candidates were found
 * @param reranking the call of the rerank model
 * @param total from the question to the answer
 */
public record Took(double retrieval, double reranking, double total) {}
