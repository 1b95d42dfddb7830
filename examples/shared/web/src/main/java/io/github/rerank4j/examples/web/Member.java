package io.github.rerank4j.examples.web;

import org.jspecify.annotations.Nullable;

/**
 * A member of the chain that reranks, at a moment.
 *
 * @param model what scores
 * @param away whether it was taken away: its connections are refused
 * @param rests whether the chain does not ask it for a while, because it has failed again and again
 * @param restsForMillis how long it is still not asked; 0 where the next question finds out whether it answers again; null
 *     if it does not rest
 */
public record Member(
        String name,
        @Nullable String model,
        boolean away,
        boolean rests,
        @Nullable Long restsForMillis) {}
