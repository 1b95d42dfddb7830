/**
 * What a provider module supplies: a wire, and where needed an authorizer and a rate limiter. Integrations share what is
 * said of settings and thresholds: {@link io.github.rerank4j.spi.SettingNames},
 * {@link io.github.rerank4j.spi.MeantName}, {@link io.github.rerank4j.spi.ScoreThreshold} and
 * {@link io.github.rerank4j.spi.ThresholdTally}.
 */
@NullMarked
package io.github.rerank4j.spi;

import org.jspecify.annotations.NullMarked;
