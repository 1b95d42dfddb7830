package io.github.rerank4j.evaluation.report;

import io.github.rerank4j.evaluation.Comparison;
import io.github.rerank4j.evaluation.EvaluationReport;
import io.github.rerank4j.evaluation.FailedQuery;
import io.github.rerank4j.evaluation.ModelReport;
import io.github.rerank4j.internal.evaluation.page.Figures;
import java.util.ArrayList;
import java.util.List;

/** The tables of a report, whatever prints them. */
final class ReportTables {

    static final String UNKNOWN = "–";

    private ReportTables() {}

    /**
     * What went wrong: model, question and error; in place of many questions how many there are.
     *
     * @param most how many questions of each model
     */
    static List<List<String>> failures(EvaluationReport report, int most) {
        List<List<String>> rows = new ArrayList<>();
        for (ModelReport model : report.models()) {
            List<FailedQuery> asked =
                    model.failedQueries().stream().filter(FailedQuery::isAsked).toList();
            asked.stream().limit(most).forEach(failed -> rows.add(List.of(model.name(), failed.id(), failed.error())));
            if (asked.size() > most) {
                rows.add(List.of(model.name(), more(asked.size() - most), "listed in report.json"));
            }
            int notAsked = model.failedQueries().size() - asked.size();
            if (notAsked > 0) {
                rows.add(List.of(model.name(), more(notAsked), "not asked, because each would fail in the same way"));
            }
        }
        return rows;
    }

    /** How many questions a difference would need; where it has not been shown by as many, that it takes more. */
    static String needed(Comparison comparison) {
        if (comparison.neededQueries().isEmpty()) {
            return UNKNOWN;
        }
        int needed = comparison.neededQueries().getAsInt();
        return comparison.isSignificant() || needed > comparison.queries()
                ? Figures.count(needed)
                : "more than " + Figures.count(comparison.queries());
    }

    private static String more(int questions) {
        return Figures.count(questions) + " more";
    }
}
