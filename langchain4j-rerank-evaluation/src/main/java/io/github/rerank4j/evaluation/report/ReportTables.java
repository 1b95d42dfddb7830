package io.github.rerank4j.evaluation.report;

import io.github.rerank4j.evaluation.EvaluationReport;
import io.github.rerank4j.evaluation.FailedQuery;
import io.github.rerank4j.evaluation.ModelReport;
import io.github.rerank4j.internal.evaluation.page.Figures;
import java.util.ArrayList;
import java.util.List;

/** The tables of a report, whatever prints them. */
final class ReportTables {

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

    private static String more(int questions) {
        return Figures.count(questions) + " more";
    }
}
