package io.github.rerank4j.cli.data;

import io.github.rerank4j.text.OneLine;
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
    private final QuestionList questions;
    private final Map<String, Integer> columns = new HashMap<>();
    private final Map<String, Group> groups = new LinkedHashMap<>();
    private final Map<String, String> texts = new HashMap<>();

    private TableReader(Lines lines, int limit) {
        this.lines = lines;
        this.rows = new CsvRows(lines);
        this.questions = new QuestionList(lines, limit);
    }

    /** What is known of a question so far. */
    private record Group(
            String id, String text, Map<String, String> documents, Map<String, Integer> grades, boolean[] judged) {}

    static Dataset read(Lines lines, int limit) {
        TableReader table = new TableReader(lines, limit);
        table.header();
        table.body();
        return table.dataset();
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
        String key = given == null ? text : given;
        Group group = groups.computeIfAbsent(
                key,
                id -> new Group(
                        questions.id(given, text), text, new LinkedHashMap<>(), new LinkedHashMap<>(), new boolean[1]));
        if (!group.text().equals(text)) {
            throw lines.fault("the question \"" + OneLine.word(key) + "\" had another text before");
        }
        addDocument(row, group);
    }

    private void addDocument(List<String> row, Group group) {
        String given = cell(row, "document_id");
        String id = given == null
                ? QuestionList.document(group.id(), group.documents().size())
                : Ids.require(lines, given);
        String title = cell(row, "title");
        String text = cell(row, "document");
        String whole = TextRecord.joined(title == null ? "" : title, text == null ? "" : text);
        String before = texts.putIfAbsent(id, whole);
        if (before != null && !before.equals(whole)) {
            throw lines.fault("the document \"" + OneLine.word(id) + "\" has two texts");
        }
        if (group.documents().put(id, before == null ? whole : before) != null) {
            throw lines.fault("has document \"" + OneLine.word(id) + "\" for question \"" + OneLine.word(group.id())
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

    private Dataset dataset() {
        for (Group group : groups.values()) {
            if (group.judged()[0]) {
                questions.add(group.id(), group.text(), group.documents(), group.grades());
            } else {
                questions.unjudged();
            }
        }
        return questions.dataset();
    }
}
