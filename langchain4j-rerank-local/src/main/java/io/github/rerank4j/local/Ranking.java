package io.github.rerank4j.local;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Documents with their scores.
 *
 * <p>The token count is an estimate, no tokenizer is asked: a CJK character counts one token, four other characters
 * count one, and the query is counted with each document, as a cross-encoder reads it.
 */
record Ranking(String query, List<String> documents, List<Double> scores) {
    private static final int CHARACTERS_PER_TOKEN = 4;

    /**
     * Asks the scorer.
     *
     * @throws IllegalStateException when it does not give one finite score per document
     */
    static Ranking of(String query, List<String> documents, RerankScorer scorer) {
        double[] scores = scorer.scores(query, documents);
        if (scores.length != documents.size() || !Arrays.stream(scores).allMatch(Double::isFinite)) {
            throw new IllegalStateException(
                    "the scorer must give one finite score for each of " + documents.size() + " documents");
        }
        return new Ranking(query, documents, Arrays.stream(scores).boxed().toList());
    }

    /** The documents' positions, the best first, ties in document order. */
    List<Integer> bestFirst() {
        return IntStream.range(0, scores.size())
                .boxed()
                .sorted(Comparator.comparing((Integer index) -> scores.get(index))
                        .reversed())
                .toList();
    }

    int tokens() {
        int perQuery = tokens(query);
        return documents.stream()
                .mapToInt(document -> perQuery + tokens(document))
                .sum();
    }

    private static int tokens(String text) {
        long ideographs = text.codePoints().filter(Character::isIdeographic).count();
        long others = text.codePointCount(0, text.length()) - ideographs;
        return (int) (ideographs + (others + CHARACTERS_PER_TOKEN - 1) / CHARACTERS_PER_TOKEN);
    }
}
