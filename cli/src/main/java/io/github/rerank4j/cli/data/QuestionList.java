package io.github.rerank4j.cli.data;

import io.github.rerank4j.evaluation.Candidate;
import io.github.rerank4j.evaluation.Candidates;
import io.github.rerank4j.evaluation.Judgments;
import io.github.rerank4j.text.OneLine;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Collects questions that bring their own candidates. */
final class QuestionList {

    private static final int DIGITS = 8;

    private final Lines lines;
    private final int limit;
    private final Map<String, Integer> lineOfId = new HashMap<>();
    private final Judgments.Builder judgments = Judgments.builder();
    private final Map<String, List<Candidate>> candidates = new LinkedHashMap<>();
    private int unjudged;

    QuestionList(Lines lines, int limit) {
        this.lines = lines;
        this.limit = limit;
    }

    /** An id that must not have come up; where there is none, one that stands for the question's text. */
    String id(@Nullable String given, String text) {
        String id = given == null ? free(idOf(text)) : Ids.require(lines, given);
        Integer before = lineOfId.putIfAbsent(id, lines.number());
        if (before != null) {
            throw lines.fault("the id \"" + OneLine.word(id) + "\" is that of the question in line " + before
                    + " already; give each its own id");
        }
        return id;
    }

    /** The same one wherever the question is in its file, so that files can be compared that have other lines too. */
    private static String idOf(String text) {
        return "q-"
                + UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8))
                        .toString()
                        .substring(0, DIGITS);
    }

    /** A question may be there twice. */
    private String free(String id) {
        String free = id;
        for (int i = 2; lineOfId.containsKey(free); i++) {
            free = id + "-" + i;
        }
        return free;
    }

    /** A question's text, which says something. */
    String question(@Nullable String text) {
        if (text == null || text.isBlank()) {
            throw lines.fault(text == null ? "has no \"query\"" : "the question is empty");
        }
        return text;
    }

    /** The id of a candidate that has none: the question's and its place. */
    static String document(String question, int place) {
        return question + "#" + place;
    }

    /**
     * A question that is judged.
     *
     * @param documents texts of its candidates by their ids, in their order
     */
    void add(String id, String text, Map<String, String> documents, Map<String, Integer> grades) {
        if (candidates.size() < limit) {
            judgments.query(id, text).markJudged(id);
            grades.forEach((document, grade) -> judgments.grade(id, document, grade));
            List<Candidate> list = new ArrayList<>(documents.size());
            documents.forEach((document, words) -> list.add(new Candidate(document, words)));
            candidates.put(id, list);
        }
    }

    /** A question that nobody judged. */
    void unjudged() {
        unjudged++;
    }

    Dataset dataset(String... notes) {
        if (candidates.isEmpty()) {
            throw new DataException(lines.name() + " holds no judged question; say which documents are relevant");
        }
        List<String> all = new ArrayList<>(List.of(notes));
        if (unjudged > 0) {
            all.add(unjudged + (unjudged == 1 ? " question has" : " questions have")
                    + " no judgement and will not be asked.");
        }
        return new Dataset(judgments.build(), Candidates.of(candidates), all);
    }
}
