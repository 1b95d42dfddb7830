package io.github.rerank4j.internal.call;

import java.time.Duration;

/**
 * What one call may take.
 *
 * @param timeout how long it may last
 * @param maxRetries how often a failed attempt of a request is repeated
 */
public record CallLimits(Duration timeout, int maxRetries) {}
