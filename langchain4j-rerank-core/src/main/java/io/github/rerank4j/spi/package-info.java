/**
 * What a provider module supplies: a wire, where needed an authorizer and a rate limiter, and a
 * {@link io.github.rerank4j.spi.RerankProvider} by which frameworks find it. Integrations share what is
 * said of settings and thresholds: {@link io.github.rerank4j.settings.SettingNames},
 * {@link io.github.rerank4j.settings.MeantName}, {@link io.github.rerank4j.ScoreThreshold} and
 * {@link io.github.rerank4j.ThresholdTally}.
 */
@NullMarked
package io.github.rerank4j.spi;

import org.jspecify.annotations.NullMarked;
