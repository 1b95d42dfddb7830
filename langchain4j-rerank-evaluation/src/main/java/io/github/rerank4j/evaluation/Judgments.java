package io.github.rerank4j.evaluation;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Questions, and how relevant documents are to them: grades from 1 are relevant, higher ones more so; 0 and below are
 * not. A document without a grade is taken as not relevant, and counted as unjudged. Immutable.
 */
public final class Judgments {

    private final Map<String, JudgedQuery> questions;
    private final Map<String, Map<String, Integer>> grades;

    private Judgments(Map<String, JudgedQuery> questions, Map<String, Map<String, Integer>> grades) {
        this.questions = questions;
        this.grades = grades;
    }

    /** None yet. */
    public static Builder builder() {
        return new Builder();
    }

    /** All questions, in the order in which they were added, also those without a judgement. */
    public List<JudgedQuery> queries() {
        return List.copyOf(questions.values());
    }

    /** The questions with a judgement, in their order: those that are asked. */
    public List<JudgedQuery> judgedQueries() {
        return questions.values().stream()
                .filter(question -> isJudged(question.id()))
                .toList();
    }

    /**
     * The question of that id.
     *
     * @throws IllegalArgumentException if there is none
     */
    public JudgedQuery query(String id) {
        JudgedQuery question = questions.get(id);
        if (question == null) {
            throw new IllegalArgumentException("there is no question " + Ids.shown(id) + "; add it first");
        }
        return question;
    }

    /** Whether anything is known about a question: a grade, or that nothing is relevant. */
    public boolean isJudged(String queryId) {
        return grades.containsKey(queryId);
    }

    /** Whether a document is relevant to a question: whether an answer can be found at all. */
    public boolean isAnswerable(String queryId) {
        return grades(queryId).values().stream().anyMatch(grade -> grade >= 1);
    }

    /** The grades of documents for a question, in the order in which they were added; empty for none. */
    public Map<String, Integer> grades(String queryId) {
        return grades.getOrDefault(queryId, Map.of());
    }

    /** How many there are; names no text. */
    @Override
    public String toString() {
        return "Judgments[questions=" + questions.size() + ", judged=" + grades.size() + "]";
    }

    /** Collects {@link Judgments}. Not thread-safe. */
    public static final class Builder {

        private final Map<String, JudgedQuery> questions = new LinkedHashMap<>();
        private final Map<String, Map<String, Integer>> grades = new LinkedHashMap<>();

        private Builder() {}

        /**
         * Adds a question.
         *
         * @throws IllegalArgumentException if its id or its text is blank, or another one has its id
         */
        public Builder query(String id, String text) {
            JudgedQuery question = new JudgedQuery(id, text);
            if (questions.putIfAbsent(id, question) != null) {
                throw new IllegalArgumentException("there are two questions " + Ids.shown(id) + "; remove one");
            }
            return this;
        }

        /**
         * Says how relevant a document is to a question.
         *
         * @param grade from 1: relevant, the more the higher; 0 and below: not relevant
         * @throws IllegalArgumentException if the question is not there, or the document has another grade for it
         */
        public Builder grade(String queryId, String documentId, int grade) {
            Ids.require("the id of a document", documentId);
            Integer before = of(queryId).putIfAbsent(documentId, grade);
            if (before != null && before != grade) {
                throw new IllegalArgumentException("document " + Ids.shown(documentId) + " has the grades " + before
                        + " and " + grade + " for question " + Ids.shown(queryId) + "; remove one");
            }
            return this;
        }

        /**
         * Says that the question was judged, even if no document is relevant to it.
         *
         * @throws IllegalArgumentException if the question is not there
         */
        public Builder markJudged(String queryId) {
            of(queryId);
            return this;
        }

        private Map<String, Integer> of(@Nullable String queryId) {
            String id = Ids.require("the id of a question", queryId);
            if (!questions.containsKey(id)) {
                throw new IllegalArgumentException(
                        "there is a judgement for query " + Ids.shown(id) + ", which was not added; add it first");
            }
            return grades.computeIfAbsent(id, none -> new LinkedHashMap<>());
        }

        /** What was added so far. */
        public Judgments build() {
            Map<String, Map<String, Integer>> copied = new LinkedHashMap<>();
            grades.forEach((id, ofOne) -> copied.put(id, Collections.unmodifiableMap(new LinkedHashMap<>(ofOne))));
            return new Judgments(new LinkedHashMap<>(questions), copied);
        }
    }
}
