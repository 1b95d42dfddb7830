package io.github.rerank4j.cli.data;

import io.github.rerank4j.evaluation.TrecRun;
import io.github.rerank4j.text.OneLine;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * A run as trec_eval reads one: query, Q0, document, rank, score and name in each line. The order is that of the scores,
 * the best first, and of equal ones that of the ids, the last first; the ranks play no part.
 */
final class Run {

    private static final int COLUMNS = 6;
    private static final int DOCUMENT = 2;
    private static final int SCORE = 4;

    private final Path file;
    private final TrecRun run;
    /** The first line that names a document. */
    private final Map<String, Integer> lines;

    private Run(Path file, TrecRun run, Map<String, Integer> lines) {
        this.file = file;
        this.run = run;
        this.lines = lines;
    }

    /** The lines of the queries that are wanted. */
    static Run read(Path file, Predicate<String> wanted) {
        Map<String, Map<String, Double>> scores = new LinkedHashMap<>();
        Map<String, Integer> lineOfDocument = new HashMap<>();
        try (Lines lines = Lines.of(file)) {
            for (String line = lines.next(); line != null; line = lines.next()) {
                if (line.isBlank()) {
                    continue;
                }
                List<String> columns = Columns.of(line);
                if (columns.size() != COLUMNS) {
                    throw lines.fault("has " + columns.size()
                            + " columns, but must have 6: query, Q0, document, rank, score and name");
                }
                String query = columns.get(0);
                if (wanted.test(query)) {
                    add(lines, columns, scores.computeIfAbsent(query, id -> new HashMap<>()));
                    lineOfDocument.putIfAbsent(columns.get(DOCUMENT), lines.number());
                }
            }
        }
        return new Run(file, TrecRun.of(scores), lineOfDocument);
    }

    private static void add(Lines lines, List<String> columns, Map<String, Double> scores) {
        String document = columns.get(DOCUMENT);
        if (scores.put(document, score(lines, columns.get(SCORE))) != null) {
            throw lines.fault("has document \"" + OneLine.word(document) + "\" for query \""
                    + OneLine.word(columns.get(0)) + "\" a second time");
        }
    }

    private static double score(Lines lines, String text) {
        try {
            double score = Double.parseDouble(text);
            if (Double.isFinite(score)) {
                return score;
            }
        } catch (NumberFormatException none) {
            // said below
        }
        throw lines.fault("the score is \"" + OneLine.word(text) + "\", but must be a finite number");
    }

    /** The documents of a query, the best first; none for a query that is not in the run. */
    List<String> documents(String query) {
        return run.documentIds(query);
    }

    boolean isEmpty() {
        return run.queryIds().isEmpty();
    }

    /** That a candidate is not in the corpus. */
    DataException withoutDocument(String document, Path corpus) {
        return new DataException(file + ", line " + lines.get(document) + ": the document \"" + OneLine.word(document)
                + "\" is not in " + corpus + "; give the corpus that the run was made with");
    }
}
