/**
 * Settings as data: what integrations bind, name and document ({@link io.github.rerank4j.settings.Setting}), and what is
 * wrong with one ({@link io.github.rerank4j.settings.SettingException}).
 */
@NullMarked
package io.github.rerank4j.settings;

import org.jspecify.annotations.NullMarked;
