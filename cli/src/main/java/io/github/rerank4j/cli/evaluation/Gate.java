package io.github.rerank4j.cli.evaluation;

import io.github.rerank4j.evaluation.EvaluationReport;
import io.github.rerank4j.evaluation.Metric;
import io.github.rerank4j.evaluation.ModelReport;
import io.github.rerank4j.text.OneLine;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A least value of a metric.
 *
 * @param model the model that has to reach it; null for all but {@code retrieval} and the baseline
 * @param ofBaseline whether {@code bound} is added to the baseline's mean
 * @param written as the user wrote it
 */
public record Gate(@Nullable String model, Metric metric, boolean ofBaseline, double bound, String written) {

    private static final Pattern FORM = Pattern.compile("(?:([^:>]*):)?([^:>]+)>=(.*)", Pattern.DOTALL);
    private static final Pattern OF_BASELINE =
            Pattern.compile("baseline\\s*(?:([+-])\\s*(\\d+(?:\\.\\d*)?|\\.\\d+))?", Pattern.CASE_INSENSITIVE);
    /** What sums of doubles may lose. */
    private static final double ROUNDING = 1e-12;

    /**
     * {@code [NAME:]METRIC>=BOUND}, where BOUND is a number, or {@code baseline} plus or minus one.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static Gate of(String written) {
        Matcher form = FORM.matcher(written.strip());
        if (!form.matches() || form.group(3).isBlank()) {
            throw new IllegalArgumentException("the gate \"" + OneLine.word(written)
                    + "\" has no bound; write [NAME:]METRIC>=BOUND, such as ndcg@10>=baseline-0.01");
        }
        String model = form.group(1);
        Metric metric = Metric.of(form.group(2).strip());
        String bound = form.group(3).strip();
        Matcher relative = OF_BASELINE.matcher(bound);
        if (relative.matches()) {
            double added = relative.group(2) == null ? 0 : Double.parseDouble(relative.group(2));
            return new Gate(model, metric, true, "-".equals(relative.group(1)) ? -added : added, written);
        }
        return new Gate(model, metric, false, number(written, bound), written);
    }

    private static double number(String written, String bound) {
        try {
            double number = Double.parseDouble(bound);
            if (Double.isFinite(number)) {
                return number;
            }
        } catch (NumberFormatException none) {
            // said below
        }
        throw new IllegalArgumentException("the bound of the gate \"" + OneLine.word(written)
                + "\" is neither a number nor baseline plus or minus one, such as baseline-0.01");
    }

    /** The sentences about models that are below it; none where all pass. */
    List<String> failures(EvaluationReport report) {
        if (report.queries() == 0) {
            return List.of("no judged question has a relevant document, so that the gate " + OneLine.word(written)
                    + " says nothing; correct the judgements");
        }
        double least = bound + (ofBaseline ? mean(report.model(report.baseline())) : 0);
        return report.models().stream()
                .filter(each -> concerns(each.name(), report.baseline()))
                .filter(each -> mean(each) < least - ROUNDING)
                .map(each -> each.name() + " is below the gate: " + metric.name() + " is " + shown(mean(each))
                        + ", but must be at least " + shown(least)
                        + (ofBaseline ? " (" + report.baseline() + sign() + ")" : ""))
                .toList();
    }

    private boolean concerns(String name, String baseline) {
        return model == null ? !name.equals(EvaluationReport.RETRIEVAL) && !name.equals(baseline) : name.equals(model);
    }

    private double mean(ModelReport report) {
        return report.metric(metric.name()).mean();
    }

    private String sign() {
        return bound == 0 ? "" : (bound < 0 ? " - " : " + ") + shown(Math.abs(bound));
    }

    private static String shown(double value) {
        return String.format(Locale.ROOT, "%.4f", value);
    }
}
