package io.github.rerank4j.internal.packing;

import io.github.rerank4j.LongDocuments;

/**
 * What fits a request.
 *
 * @param limits the user's own limits
 * @param longDocuments what happens to longer documents
 */
public record PackingSettings(UserLimits limits, LongDocuments longDocuments) {}
