package io.github.rerank4j.examples.rag;

import io.github.rerank4j.RerankListener;
import io.github.rerank4j.Reranker;
import java.util.List;
import java.util.function.Function;

/**
 * A rerank provider whose model is measured.
 *
 * @param name what it is called in tables
 * @param nature what it is, in plain words: the real service, or a stand-in
 * @param standIn whether its scores come from the stand-in
 * @param model makes its model, with listeners; fails if a setting is missing or wrong
 */
record ProviderUnderTest(String name, String nature, boolean standIn, Function<List<RerankListener>, Reranker> model) {}
