package io.github.rerank4j.examples.web;

import java.util.List;

/**
 * A question with its answer, and what reranking did for it.
 *
 * @param fits whether the passages have anything to do with the question, as far as can be told
 * @param answer from the passages; where none fits, a sentence that says so
 * @param chat who wrote the answer
 * @param before the passages as they were found
 * @param after the passages as reranking left them: those that the answer was made from
 */
public record Answered(
        String question,
        boolean fits,
        String answer,
        String chat,
        Reranker reranker,
        List<Ranked> before,
        List<Ranked> after,
        Took took) {

    public Answered {
        before = List.copyOf(before);
        after = List.copyOf(after);
    }
}
