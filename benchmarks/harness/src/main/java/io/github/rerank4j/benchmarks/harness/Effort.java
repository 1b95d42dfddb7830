package io.github.rerank4j.benchmarks.harness;

/**
 * How long to measure.
 *
 * @param quick whether it only matters that everything runs
 */
record Effort(boolean quick) {

    private static final int QUICKER = 20;
    private static final int SHORTEST_MILLIS = 40;

    int millis(int millis) {
        return quick ? Math.max(SHORTEST_MILLIS, millis / QUICKER) : millis;
    }

    int rounds(int rounds) {
        return quick ? 1 : rounds;
    }
}
