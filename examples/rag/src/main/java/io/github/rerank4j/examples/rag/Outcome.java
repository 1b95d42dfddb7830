package io.github.rerank4j.examples.rag;

import java.time.Duration;
import java.util.List;

/** What came of measuring a provider. */
sealed interface Outcome {

    ProviderUnderTest provider();

    /** It answered every question, blocking and asynchronously, with one finite score per candidate. */
    record Measured(ProviderUnderTest provider, Pass blocking, Pass async) implements Outcome {}

    /** It failed; the message says how. */
    record Failed(ProviderUnderTest provider, String message) implements Outcome {}

    /**
     * All questions asked once.
     *
     * @param reading what the model's calls took
     * @param total how long the questions took altogether, finding candidates included
     */
    record Pass(List<Ranking> rankings, Meter.Reading reading, Duration total) {

        public Pass {
            rankings = List.copyOf(rankings);
        }
    }
}
