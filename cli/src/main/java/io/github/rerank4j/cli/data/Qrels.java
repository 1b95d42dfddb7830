package io.github.rerank4j.cli.data;

import io.github.rerank4j.text.OneLine;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Judgements of a file: lines of query, iteration, document and grade as trec_eval has them, or of query, document and
 * grade below a header as BEIR has them. The first line says which.
 */
final class Qrels {

    private static final int TREC = 4;
    private static final int BEIR = 3;

    private final Path file;
    private final Map<String, Map<String, Integer>> grades = new LinkedHashMap<>();
    private final Map<String, Integer> lineOfQuery = new LinkedHashMap<>();
    private final Map<String, Integer> lineOfDocument = new LinkedHashMap<>();

    private Qrels(Path file) {
        this.file = file;
    }

    static Qrels read(Path file) {
        Qrels qrels = new Qrels(file);
        try (Lines lines = Lines.of(file)) {
            int width = 0;
            for (String line = lines.next(); line != null; line = lines.next()) {
                if (line.isBlank()) {
                    continue;
                }
                List<String> columns = Columns.of(line);
                if (width == 0) {
                    width = width(lines, columns);
                    if (isHeader(columns)) {
                        continue;
                    }
                }
                if (columns.size() != width) {
                    throw lines.fault("has " + columns.size() + " columns, but those before have " + width);
                }
                qrels.add(lines, columns.get(0), columns.get(width - 2), columns.get(width - 1));
            }
        }
        if (qrels.grades.isEmpty()) {
            throw new DataException(file + " holds no judged question; say which documents are relevant");
        }
        return qrels;
    }

    private static int width(Lines lines, List<String> columns) {
        if (columns.size() != TREC && columns.size() != BEIR) {
            throw lines.fault(
                    "has " + columns.size() + " columns, but must have 4 (query, 0, document, grade) or 3 below"
                            + " a header (query-id, corpus-id, score)");
        }
        return columns.size();
    }

    private static boolean isHeader(List<String> columns) {
        return columns.size() == BEIR && !columns.get(BEIR - 1).matches("[+-]?[\\d.]+");
    }

    private void add(Lines lines, String query, String document, String grade) {
        Ids.require(lines, query);
        Ids.require(lines, document);
        Integer before = grades.computeIfAbsent(query, id -> new LinkedHashMap<>())
                .put(document, Columns.whole(lines, "the grade", grade));
        if (before != null) {
            throw lines.fault("judges document \"" + OneLine.word(document) + "\" for query \"" + OneLine.word(query)
                    + "\" a second time");
        }
        lineOfQuery.putIfAbsent(query, lines.number());
        lineOfDocument.putIfAbsent(document, lines.number());
    }

    /** The grades of a query's documents; null for a query that nobody judged. */
    @Nullable
    Map<String, Integer> grades(String query) {
        return grades.get(query);
    }

    Iterable<String> queries() {
        return grades.keySet();
    }

    Iterable<String> documents() {
        return lineOfDocument.keySet();
    }

    /** That a judged query is not among the questions. */
    DataException withoutQuery(String query, Path queries) {
        return new DataException(file + ", line " + lineOfQuery.get(query) + ": the query \"" + OneLine.word(query)
                + "\" is not in " + queries + "; add it, or remove its judgements");
    }

    /** That judged documents are not in the corpus. */
    DataException withoutDocument(String document, int more, Path corpus) {
        return new DataException(file + ", line " + lineOfDocument.get(document) + ": the judged document \""
                + OneLine.word(document) + "\"" + (more == 0 ? "" : " and " + more + " more")
                + (more == 0 ? " is" : " are") + " not in " + corpus
                + ": the labels no longer describe the corpus; judge again, or give the corpus that was judged");
    }
}
