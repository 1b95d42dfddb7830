package io.github.rerank4j.examples.web;

import org.jspecify.annotations.Nullable;

/**
 * Who puts the passages into their order.
 *
 * @param name the provider whose protocol is spoken
 * @param standIn whether its scores come from a stand-in on this machine, and not from the provider
 * @param model the model that scores; null if the server was left to choose
 * @param nature what it is, in a sentence
 */
public record Reranker(
        String name, boolean standIn, @Nullable String model, String nature) {}
