package io.github.rerank4j.internal.pacing;

import io.github.rerank4j.RateLimiter;
import org.jspecify.annotations.Nullable;

/**
 * When an attempt may start.
 *
 * @param maxConcurrentRequests requests in flight
 * @param rateLimiter decides beside that; null for no limit
 */
public record PacingSettings(
        int maxConcurrentRequests, @Nullable RateLimiter rateLimiter) {}
