/** The engine that provider modules put their models on. */
@NullMarked
package io.github.rerank4j.service;

import org.jspecify.annotations.NullMarked;
