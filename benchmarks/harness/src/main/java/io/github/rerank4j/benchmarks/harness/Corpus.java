package io.github.rerank4j.benchmarks.harness;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Documents that begin with a number, and the score the stub server gives to a number. */
final class Corpus {

    static final String QUERY = "how long may a parcel be on its way";

    private static final int DIGITS = 6;
    private static final int SCORES = 10_007;
    private static final double STEP = 100_000;
    /** The SDK keeps scores as floats. */
    private static final double TOLERANCE = 1e-6;

    private static final String FILLER =
            "a parcel of ordinary size is on its way for three working days and then some ";

    private Corpus() {}

    static List<String> documents(int count, int characters) {
        String filler = FILLER.repeat(characters / FILLER.length() + 1);
        return IntStream.range(0, count)
                .mapToObj(i -> "#%06d ".formatted(numberOf(i)) + filler.substring(0, characters - DIGITS - 2))
                .toList();
    }

    /** Consecutive documents, as many as can be a multiple of a request's size, as evenly as that allows. */
    static List<List<String>> shares(List<String> documents, int callers, int perRequest) {
        List<List<String>> shares = new ArrayList<>();
        int requests = documents.size() / perRequest;
        for (int i = 0; i < callers; i++) {
            int from = requests * i / callers * perRequest;
            int to = i == callers - 1 ? documents.size() : requests * (i + 1) / callers * perRequest;
            shares.add(documents.subList(from, to));
        }
        return shares;
    }

    static boolean fits(List<String> documents, List<Double> scores) {
        return scores.size() == documents.size()
                && IntStream.range(0, scores.size())
                        .allMatch(i -> Math.abs(scores.get(i) - score(documents.get(i))) < TOLERANCE);
    }

    /** The numbers of a request's documents in their order, out of the JSON without reading it. */
    static int[] numbers(byte[] json, int length) {
        int[] numbers = new int[32];
        int found = 0;
        int last = length - DIGITS - 1;
        for (int i = 1; i < last; i++) {
            if (json[i] == '#' && json[i - 1] == '"') {
                if (found == numbers.length) {
                    numbers = Arrays.copyOf(numbers, 2 * found);
                }
                numbers[found++] = number(json, i + 1);
                i += DIGITS;
            }
        }
        return Arrays.copyOf(numbers, found);
    }

    /** A score's digits behind the point, all different for up to ten thousand documents. */
    static int scoreDigits(int number) {
        return (int) ((number * 7919L + 13) % SCORES);
    }

    private static int number(byte[] json, int from) {
        int number = 0;
        for (int i = from; i < from + DIGITS; i++) {
            number = 10 * number + json[i] - '0';
        }
        return number;
    }

    private static double score(String document) {
        return scoreDigits(Integer.parseInt(document.substring(1, 1 + DIGITS))) / STEP;
    }

    private static int numberOf(int index) {
        return 7 * index + 3;
    }
}
