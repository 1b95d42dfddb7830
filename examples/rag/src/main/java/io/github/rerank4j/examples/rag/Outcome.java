package io.github.rerank4j.examples.rag;

import io.github.rerank4j.evaluation.Comparison;
import io.github.rerank4j.evaluation.EvaluationReport;
import io.github.rerank4j.evaluation.Metric;
import io.github.rerank4j.evaluation.ModelReport;
import java.time.Duration;
import java.util.List;

/** What came of measuring a provider. */
sealed interface Outcome {

    ProviderUnderTest provider();

    /**
     * It answered every question, one by one and in a chain, with one finite score per candidate.
     *
     * @param report what the evaluation found, in which the model has the provider's name
     * @param evaluated the rankings it made there
     * @param chained what the chain made of the same candidates
     * @param repeated how many requests of both were sent because one before had failed
     */
    record Measured(ProviderUnderTest provider, EvaluationReport report, Pass evaluated, Pass chained, int repeated)
            implements Outcome {

        /** What the evaluation found about the provider's model. */
        ModelReport model() {
            return report.model(provider.name());
        }

        /** What the model changed by a metric. */
        Comparison change(Metric metric) {
            return report.comparison(EvaluationReport.RETRIEVAL, provider.name(), metric.name());
        }
    }

    /** It failed; the message says how. */
    record Failed(ProviderUnderTest provider, String message) implements Outcome {}

    /**
     * All questions asked once.
     *
     * @param total how long the questions took altogether
     */
    record Pass(List<Ranking> rankings, Duration total) {

        public Pass {
            rankings = List.copyOf(rankings);
        }
    }
}
