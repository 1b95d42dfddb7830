package io.github.rerank4j.cli.data;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A table with a line for each question and candidate, in retrieval's order, below a header that names the columns:
 * {@code query}, {@code document} and {@code relevant}, and maybe {@code query_id}, {@code document_id} and
 * {@code title}. A candidate without a grade is not judged.
 */
final class TableReader {

    private static final Map<String, Set<String>> NAMES = Map.of(
            "query", Set.of("query", "question"),
            "document", Set.of("document", "passage", "text"),
            "relevant", Set.of("relevant", "relevance", "label", "grade"),
            "query_id", Set.of("query_id", "question_id", "qid"),
            "document_id", Set.of("document_id", "doc_id", "passage_id"),
            "title", Set.of("title"));

    private final Lines lines;
    private final CsvRows rows;
    private final Map<String, Integer> columns = new HashMap<>();
    private final Map<String, Group> groups = new LinkedHashMap<>();

    private TableReader(Lines lines, CsvRows rows) {
        this.lines = lines;
        this.rows = rows;
    }

    /** What is known of a question so far. */
    private record Group(
            String id, String text, Map<String, String> documents, Map<String, Integer> grades, boolean[] judged) {}

    static Dataset read(Path file, int limit) {
        try (Lines lines = Lines.of(file)) {
            TableReader table = new TableReader(lines, new CsvRows(lines));
            table.header();
            table.body();
            return table.dataset(limit);
        }
    }

    private void header() {
        List<String> header = rows.next();
        if (header == null) {
            throw new DataException(lines.name() + " is empty");
        }
        for (int i = 0; i < header.size(); i++) {
            String written = header.get(i)
                    .strip()
                    .toLowerCase(Locale.ROOT)
                    .replace('-', '_')
                    .replace(' ', '_');
            int column = i;
            NAMES.forEach((name, spellings) -> {
                if (spellings.contains(written) && columns.putIfAbsent(name, column) != null) {
                    throw lines.fault("two columns are \"" + name + "\"; rename one");
                }
            });
        }
        for (String needed : List.of("query", "document", "relevant")) {
            if (!columns.containsKey(needed)) {
                throw lines.fault(
                        "there is no column \"" + needed + "\"; a table needs query, document and relevant, and"
                                + " everything else is a folder, or JSON in lines, or --corpus, --queries and --qrels");
            }
        }
    }

    private void body() {
        for (List<String> row = rows.next(); row != null; row = rows.next()) {
            if (row.size() == 1 && row.get(0).isBlank()) {
                continue;
            }
            if (row.size() <= columns.values().stream().mapToInt(i -> i).max().orElse(0)) {
                throw lines.fault(
                        "has " + row.size() + (row.size() == 1 ? " column" : " columns") + ", fewer than the header");
            }
            add(row);
        }
    }

    private void add(List<String> row) {
        String text = cell(row, "query");
        if (text == null || text.isBlank()) {
            throw lines.fault("the question is empty");
        }
        String given = cell(row, "query_id");
        String key = given == null ? text : Ids.require(lines, given);
        Group group = groups.computeIfAbsent(
                key,
                id -> new Group(
                        given == null ? "q" + (groups.size() + 1) : id,
                        text,
                        new LinkedHashMap<>(),
                        new LinkedHashMap<>(),
                        new boolean[1]));
        if (!group.text().equals(text)) {
            throw lines.fault("the question \"" + Columns.shown(key) + "\" had another text before");
        }
        addDocument(row, group);
    }

    private void addDocument(List<String> row, Group group) {
        String given = cell(row, "document_id");
        String id =
                given == null ? Listed.document(group.id(), group.documents().size()) : Ids.require(lines, given);
        String title = cell(row, "title");
        String text = cell(row, "document");
        String whole = TextRecord.joined(title == null ? "" : title, text == null ? "" : text);
        if (group.documents().put(id, whole) != null) {
            throw lines.fault("has document \"" + Columns.shown(id) + "\" for question \"" + Columns.shown(group.id())
                    + "\" a second time");
        }
        String grade = cell(row, "relevant");
        if (grade != null && !grade.isBlank()) {
            group.judged()[0] = true;
            group.grades().put(id, Columns.whole(lines, "the grade", grade.strip()));
        }
    }

    private @Nullable String cell(List<String> row, String column) {
        Integer place = columns.get(column);
        return place == null ? null : row.get(place);
    }

    private Dataset dataset(int limit) {
        List<Question> questions = new ArrayList<>();
        Map<String, String> texts = new HashMap<>();
        int unjudged = 0;
        for (Group group : groups.values()) {
            if (!group.judged()[0]) {
                unjudged++;
            } else if (questions.size() < limit) {
                questions.add(new Question(
                        group.id(),
                        group.text(),
                        group.grades(),
                        List.copyOf(group.documents().keySet())));
                group.documents().forEach((id, text) -> keep(texts, id, text));
            }
        }
        if (questions.isEmpty()) {
            throw new DataException(lines.name() + " holds no judged question; say which documents are relevant");
        }
        return new Dataset(
                questions,
                texts,
                unjudged == 0 ? List.of() : List.of(unjudged + " questions have no judgement and will not be asked."));
    }

    private void keep(Map<String, String> texts, String id, String text) {
        String before = texts.put(id, text);
        if (before != null && !before.equals(text)) {
            throw new DataException(lines.name() + ": the document \"" + Columns.shown(id) + "\" has two texts");
        }
    }
}
