/**
 * Settings as data: what integrations bind, name and document ({@link io.github.rerank4j.settings.Setting}), and what is
 * wrong with one ({@link io.github.rerank4j.settings.SettingException}). Integrations share what is said of settings and
 * thresholds: {@link io.github.rerank4j.settings.SettingNames}, {@link io.github.rerank4j.settings.MeantName},
 * {@link io.github.rerank4j.ScoreThreshold} and {@link io.github.rerank4j.Selection}.
 */
@NullMarked
package io.github.rerank4j.settings;

import org.jspecify.annotations.NullMarked;
