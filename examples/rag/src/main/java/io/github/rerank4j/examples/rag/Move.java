package io.github.rerank4j.examples.rag;

import io.github.rerank4j.examples.knowledge.Question;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How far reranking moved the best right passage of a question.
 *
 * @param from its place before, from 1
 * @param to its place after
 */
record Move(Question question, int from, int to) {

    /** The moves of all questions that have a right passage among their candidates. */
    static List<Move> all(List<Ranking> before, List<Ranking> after) {
        return IntStream.range(0, before.size())
                .filter(i -> before.get(i).place().isPresent())
                .mapToObj(i -> new Move(
                        before.get(i).question(),
                        before.get(i).place().getAsInt(),
                        after.get(i).place().orElseThrow()))
                .toList();
    }

    /** How many places it moved; above 0 if up, which is better. */
    int places() {
        return from - to;
    }
}
