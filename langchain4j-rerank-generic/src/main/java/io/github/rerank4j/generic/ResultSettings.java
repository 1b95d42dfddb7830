package io.github.rerank4j.generic;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a dialect's replies hold results, and how each is read; immutable.
 *
 * @param places where the array of them may be
 * @param index the member that holds the position of a result's document; null if results are in document order
 * @param scores the members that may hold the score; none if a result is its score
 * @param failedScore the score of a document that the server failed on; NaN if there is none
 */
record ResultSettings(List<String> places, @Nullable String index, List<String> scores, double failedScore) {

    ResultSettings places(List<String> others) {
        return new ResultSettings(others, index, scores, failedScore);
    }

    ResultSettings index(@Nullable String name) {
        return new ResultSettings(places, name, scores, failedScore);
    }

    ResultSettings scores(List<String> names) {
        return new ResultSettings(places, index, names, failedScore);
    }

    ResultSettings failedScore(double score) {
        return new ResultSettings(places, index, scores, score);
    }
}
