package io.github.rerank4j.evaluation;

import io.github.rerank4j.internal.evaluation.page.Figures;
import java.util.List;
import java.util.Locale;

/**
 * Assertions about a report, for any test framework: they throw {@link AssertionError}.
 *
 * <pre>{@code
 * RerankAssertions.assertThat(report).model("sf").metric("ndcg@10")
 *         .isAtLeast(0.8)
 *         .isNotSignificantlyWorseThan(baseline);
 * }</pre>
 */
public final class RerankAssertions {

    private RerankAssertions() {}

    /** Assertions about this report. */
    public static ReportAssert assertThat(EvaluationReport report) {
        return new ReportAssert(report);
    }

    /** About a report. */
    public static final class ReportAssert {

        private final EvaluationReport report;

        private ReportAssert(EvaluationReport report) {
            if (report == null) {
                throw new AssertionError("there is no report");
            }
            this.report = report;
        }

        /**
         * The model of a name.
         *
         * @throws AssertionError if there is none
         */
        public ModelAssert model(String name) {
            return new ModelAssert(
                    report,
                    report.findModel(name)
                            .orElseThrow(() -> new AssertionError("there is no model " + Ids.shown(name)
                                    + " in the report; there are "
                                    + String.join(
                                            ", ",
                                            report.models().stream()
                                                    .map(ModelReport::name)
                                                    .toList()))));
        }
    }

    /** About one model. */
    public static final class ModelAssert {

        private final EvaluationReport report;
        private final ModelReport model;

        private ModelAssert(EvaluationReport report, ModelReport model) {
            this.report = report;
            this.model = model;
        }

        /** It answered every question. */
        public ModelAssert hasNoFailures() {
            if (!model.failedQueries().isEmpty()) {
                FailedQuery first = model.failedQueries().get(0);
                throw new AssertionError(model.name() + " did not answer "
                        + Figures.count(model.failedQueries().size(), "question") + "; the first one, "
                        + Ids.shown(first.id())
                        + ", failed with: " + first.error());
            }
            return this;
        }

        /**
         * One of its metrics.
         *
         * @throws AssertionError if it was not computed
         */
        public MetricAssert metric(String name) {
            if (!model.metrics().containsKey(name)) {
                throw new AssertionError("there is no metric " + Ids.shown(name) + " in the report; there are "
                        + String.join(", ", model.metrics().keySet()));
            }
            return new MetricAssert(report, model, name);
        }

        /** Another model of the report. */
        public ModelAssert model(String name) {
            return new ReportAssert(report).model(name);
        }
    }

    /** About one metric of one model. */
    public static final class MetricAssert {

        private final EvaluationReport report;
        private final ModelReport model;
        private final String metric;

        private MetricAssert(EvaluationReport report, ModelReport model, String metric) {
            this.report = report;
            this.model = model;
            this.metric = metric;
        }

        /** Its mean is at least that. */
        public MetricAssert isAtLeast(double bound) {
            MetricValue value = model.metric(metric);
            if (!(value.mean() >= bound)) {
                throw new AssertionError(what() + " is " + number(value.mean()) + " (95 % interval "
                        + number(value.low()) + " to " + number(value.high()) + "), but should be at least " + bound);
            }
            return this;
        }

        /**
         * It is not lower than that of the model of the same name in another report, or what is lower may be chance: over
         * the questions that both reports have, at 5 %.
         *
         * @throws AssertionError if it is, or if the reports have no question in common
         */
        public MetricAssert isNotSignificantlyWorseThan(EvaluationReport baseline) {
            ModelReport before = baseline.findModel(model.name())
                    .filter(other -> other.metrics().containsKey(metric))
                    .orElseThrow(() ->
                            new AssertionError("the other report has no " + metric + " of " + Ids.shown(model.name())));
            try {
                Comparisons.Pair pair = ReportComparison.pair(before, model, metric, report.seed());
                return notWorse(
                        Comparisons.of(metric, List.of(pair), report.seed()).get(0), "in the other report");
            } catch (IllegalArgumentException incomparable) {
                throw new AssertionError(incomparable.getMessage(), incomparable);
            }
        }

        /**
         * It is not lower than that of another model of the report, or what is lower may be chance, at 5 %.
         *
         * @throws AssertionError if it is, or there is no such other model
         */
        public MetricAssert isNotSignificantlyWorseThan(String otherModel) {
            try {
                return notWorse(report.comparison(otherModel, model.name(), metric), "of " + Ids.shown(otherModel));
            } catch (IllegalArgumentException unknown) {
                throw new AssertionError(unknown.getMessage(), unknown);
            }
        }

        private MetricAssert notWorse(Comparison comparison, String whose) {
            if (comparison.difference() < 0 && comparison.isSignificant()) {
                throw new AssertionError(what() + " is " + number(-comparison.difference()) + " lower than that "
                        + whose
                        + " (p = " + number(comparison.adjustedPValue()) + " over "
                        + Figures.count(comparison.queries(), "question") + "), but should not be significantly worse");
            }
            return this;
        }

        /** Another metric of the model. */
        public MetricAssert metric(String name) {
            return new ModelAssert(report, model).metric(name);
        }

        private String what() {
            return metric + " of " + Ids.shown(model.name());
        }

        private static String number(double number) {
            return String.format(Locale.ROOT, "%.4f", number);
        }
    }
}
