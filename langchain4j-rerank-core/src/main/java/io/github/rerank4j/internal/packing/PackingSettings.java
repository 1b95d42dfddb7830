package io.github.rerank4j.internal.packing;

import io.github.rerank4j.LongDocuments;

/**
 * What fits a request.
 *
 * @param limits the user's limits; 0 stands for the provider's
 * @param longDocuments what happens to longer documents
 */
public record PackingSettings(Limits limits, LongDocuments longDocuments) {}
