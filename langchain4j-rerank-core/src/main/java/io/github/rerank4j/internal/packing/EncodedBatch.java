package io.github.rerank4j.internal.packing;

import io.github.rerank4j.spi.RerankCall;
import io.github.rerank4j.spi.WireRequest;

/**
 * One batch as it goes out, encoded once for all its attempts.
 *
 * @param call what it carries
 * @param request its encoding
 * @param index its position among the batches of the call, from 0
 * @param of how many these are
 */
public record EncodedBatch(RerankCall call, WireRequest request, int index, int of) {}
