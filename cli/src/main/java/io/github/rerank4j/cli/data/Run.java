package io.github.rerank4j.cli.data;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * A run as trec_eval reads one: query, Q0, document, rank, score and name in each line. The order is that of the scores,
 * the best first, and of equal ones that of the ids, the last first; the ranks play no part.
 */
final class Run {

    private static final int COLUMNS = 6;
    private static final int DOCUMENT = 2;
    private static final int SCORE = 4;

    private static final Comparator<Hit> BEST_FIRST = Comparator.comparingDouble(Hit::score)
            .thenComparing(Hit::document, Ids.BY_BYTES)
            .reversed();

    private final Path file;
    private final Map<String, List<Hit>> hits = new HashMap<>();

    private Run(Path file) {
        this.file = file;
    }

    private record Hit(String document, double score, int line) {}

    /** The lines of the queries that are wanted. */
    static Run read(Path file, Predicate<String> wanted) {
        Run run = new Run(file);
        Map<String, Set<String>> seen = new HashMap<>();
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
                    run.add(lines, query, columns, seen.computeIfAbsent(query, id -> new HashSet<>()));
                }
            }
        }
        run.hits.values().forEach(list -> list.sort(BEST_FIRST));
        return run;
    }

    private void add(Lines lines, String query, List<String> columns, Set<String> seen) {
        String document = columns.get(DOCUMENT);
        if (!seen.add(document)) {
            throw lines.fault("has document \"" + Columns.shown(document) + "\" for query \"" + Columns.shown(query)
                    + "\" a second time");
        }
        hits.computeIfAbsent(query, id -> new ArrayList<>())
                .add(new Hit(document, score(lines, columns.get(SCORE)), lines.number()));
    }

    private static double score(Lines lines, String text) {
        try {
            double score = Double.parseDouble(text);
            if (Double.isFinite(score)) {
                // both zeros are one score
                return score + 0.0;
            }
        } catch (NumberFormatException none) {
            // said below
        }
        throw lines.fault("the score is \"" + Columns.shown(text) + "\", but must be a finite number");
    }

    /** The documents of a query, the best first; none for a query that is not in the run. */
    List<String> of(String query) {
        return hits.getOrDefault(query, List.of()).stream().map(Hit::document).toList();
    }

    boolean isEmpty() {
        return hits.isEmpty();
    }

    /** That a candidate is not in the corpus. */
    DataException withoutDocument(String document, Path corpus) {
        int line = hits.values().stream()
                .flatMap(List::stream)
                .filter(hit -> hit.document().equals(document))
                .mapToInt(Hit::line)
                .min()
                .orElse(0);
        return new DataException(file + ", line " + line + ": the document \"" + Columns.shown(document)
                + "\" is not in " + corpus + "; give the corpus that the run was made with");
    }
}
