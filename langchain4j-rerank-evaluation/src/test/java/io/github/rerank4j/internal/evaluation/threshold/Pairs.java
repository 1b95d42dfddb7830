package io.github.rerank4j.internal.evaluation.threshold;

import java.util.Random;

/** Pairs for tests. */
public final class Pairs {

    private Pairs() {}

    /** Four questions with one right and two wrong candidates each, and one without a right one. */
    public static ScoredPairs few() {
        return ScoredPairs.builder()
                .question(true)
                .pair(0.9, true)
                .pair(0.2, false)
                .pair(0.1, false)
                .question(true)
                .pair(0.8, true)
                .pair(0.85, false)
                .pair(0.1, false)
                .question(true)
                .pair(0.5, true)
                .pair(0.1, false)
                .pair(0.1, false)
                .question(true)
                .pair(0.3, true)
                .pair(0.4, false)
                .pair(0.1, false)
                .question(false)
                .pair(0.6, false)
                .pair(0.05, false)
                .build();
    }

    /** Right candidates score about 1, wrong ones about 0. */
    public static ScoredPairs separated(int questions) {
        Random random = new Random(4);
        ScoredPairs.Builder pairs = ScoredPairs.builder();
        for (int question = 0; question < questions; question++) {
            pairs.question(true).pair(1 + random.nextGaussian() / 4, true);
            for (int i = 0; i < 5; i++) {
                pairs.pair(random.nextGaussian() / 4, false);
            }
        }
        return pairs.build();
    }
}
