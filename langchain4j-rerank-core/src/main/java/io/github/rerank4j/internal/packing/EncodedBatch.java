package io.github.rerank4j.internal.packing;

import io.github.rerank4j.spi.RerankCall;
import io.github.rerank4j.spi.WireRequest;

/** One batch as it goes out, encoded once for all its attempts. */
public record EncodedBatch(RerankCall call, WireRequest request) {}
