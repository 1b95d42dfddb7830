package io.github.rerank4j.cli.evaluation;

import io.github.rerank4j.evaluation.EvaluationReport;
import io.github.rerank4j.evaluation.FailedQuery;
import io.github.rerank4j.evaluation.JudgedQuery;
import io.github.rerank4j.evaluation.Judgments;
import io.github.rerank4j.evaluation.ModelReport;
import io.github.rerank4j.evaluation.TrecRun;
import io.github.rerank4j.evaluation.report.ReportFolder;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;

/** The scores in a folder and what was judged, which must be whole: a part of them would give other thresholds. */
final class StoredRuns {

    private static final String REMEDY = "; run evaluate again, which asks nobody twice";

    private final OutFolder folder;
    private final Judgments judgments;
    private final TrecRun candidates;

    private StoredRuns(OutFolder folder, Judgments judgments, TrecRun candidates) {
        this.folder = folder;
        this.judgments = judgments;
        this.candidates = candidates;
    }

    /**
     * Those of a folder.
     *
     * @throws IllegalArgumentException if files are missing or damaged
     */
    static StoredRuns of(OutFolder folder) throws IOException {
        Judgments judgments = folder.judgments();
        TrecRun candidates = read(folder, EvaluationReport.RETRIEVAL);
        Set<String> judged =
                judgments.judgedQueries().stream().map(JudgedQuery::id).collect(Collectors.toSet());
        if (!judged.containsAll(candidates.queryIds())) {
            throw new IllegalArgumentException(
                    "judgments.jsonl in " + folder.path() + " has not all questions of the runs" + REMEDY);
        }
        return new StoredRuns(folder, judgments, candidates);
    }

    private static TrecRun read(OutFolder folder, String model) throws IOException {
        Path file = ReportFolder.runFile(folder.path(), model);
        try {
            return TrecRun.read(file);
        } catch (NoSuchFileException missing) {
            throw new IllegalArgumentException("there is no " + file + REMEDY, missing);
        }
    }

    /** With ids as the runs have them. */
    Judgments judgments() {
        return judgments;
    }

    /**
     * The scores of a model.
     *
     * @throws IllegalArgumentException unless it has scored each candidate of each question that it did not fail on
     */
    TrecRun scores(ModelReport model) throws IOException {
        TrecRun scores = read(folder, model.name());
        Set<String> failed = model.failedQueries().stream()
                .map(FailedQuery::id)
                .map(TrecRun::column)
                .collect(Collectors.toSet());
        for (String query : candidates.queryIds()) {
            int expected = failed.contains(query) ? 0 : candidates.scores(query).size();
            if (scores.scores(query).size() != expected) {
                throw new IllegalArgumentException(ReportFolder.runFile(folder.path(), model.name())
                        + " does not have the candidates that retrieval found for each question" + REMEDY);
            }
        }
        return scores;
    }
}
