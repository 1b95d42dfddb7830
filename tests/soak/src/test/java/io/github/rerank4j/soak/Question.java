package io.github.rerank4j.soak;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * One call of the soak, which follows from its number alone.
 *
 * @param query says what the server is to do with it
 * @param model which of the models is asked
 * @param async whether with a future
 * @param giveUpAfterMillis when the caller loses interest; negative for never
 */
record Question(
        int number, Fate fate, String query, List<String> documents, int model, boolean async, int giveUpAfterMillis) {

    private static final int FAULTS_IN_PERCENT = 10;
    private static final int GIVEN_UP_IN_PERCENT = 5;
    private static final int LONGEST_PATIENCE_MILLIS = 15;
    private static final int MOST_DOCUMENTS = 30;
    private static final int MODELS = 3;

    /**
     * @param deadlines whether calls may run into their deadline; otherwise they are answered slowly
     */
    static Question of(int number, boolean deadlines) {
        SplittableRandom random = new SplittableRandom(number * 0x9E3779B97F4A7C15L);
        Fate fate = random.nextInt(100) < FAULTS_IN_PERCENT ? fault(random) : Fate.FINE;
        fate = fate == Fate.SILENT && !deadlines ? Fate.SLOW : fate;
        boolean givenUp = !fate.once() && random.nextInt(100) < GIVEN_UP_IN_PERCENT;
        int documents = 1 + random.nextInt(MOST_DOCUMENTS);
        return new Question(
                number,
                fate,
                fate + " " + number,
                IntStream.range(0, documents)
                        .mapToObj(i -> "passage " + i + " of " + number)
                        .toList(),
                random.nextInt(MODELS),
                random.nextBoolean(),
                givenUp ? random.nextInt(LONGEST_PATIENCE_MILLIS) : -1);
    }

    private static Fate fault(SplittableRandom random) {
        Fate[] fates = Fate.values();
        return fates[1 + random.nextInt(fates.length - 1)];
    }

    boolean isGivenUp() {
        return giveUpAfterMillis >= 0;
    }

    List<Double> scores() {
        return documents.stream().map(document -> score(query, document)).toList();
    }

    /** What the server's model finds. */
    static double score(String query, String document) {
        return (31 * query.hashCode() + document.hashCode()) / 1e9;
    }
}
