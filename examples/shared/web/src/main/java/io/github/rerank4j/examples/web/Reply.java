package io.github.rerank4j.examples.web;

import java.util.List;

/**
 * What a framework's assistant says.
 *
 * @param sources the passages it was given to answer from, the best first
 */
public record Reply(String answer, List<Source> sources) {

    public Reply {
        sources = List.copyOf(sources);
    }
}
