package io.github.rerank4j.internal.call;

import io.github.rerank4j.ContextCapture;
import io.github.rerank4j.RerankListener;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What goes with each call.
 *
 * @param listeners who hears of calls
 * @param contextCapture carries the caller's context to other threads; null for no context
 */
public record CallSettings(
        List<RerankListener> listeners, @Nullable ContextCapture contextCapture) {}
