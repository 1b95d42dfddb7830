package io.github.rerank4j.evaluation;

import dev.langchain4j.rag.content.Content;
import dev.langchain4j.rag.content.retriever.ContentRetriever;
import dev.langchain4j.rag.query.Query;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The documents that retrieval has found for each question, best first: fetched once and kept, so that all rerankers get
 * the same lists. Immutable.
 */
public final class Candidates {

    private final Map<String, List<Candidate>> byQuestion;

    private Candidates(Map<String, List<Candidate>> byQuestion) {
        this.byQuestion = byQuestion;
    }

    /**
     * Candidates from lists.
     *
     * @param byQuestion documents, best first, by the ids of questions
     * @throws IllegalArgumentException if a list has a document twice
     */
    public static Candidates of(Map<String, List<Candidate>> byQuestion) {
        if (byQuestion == null) {
            throw new IllegalArgumentException("candidates is null; give lists of documents by questions");
        }
        Map<String, List<Candidate>> checked = new LinkedHashMap<>();
        byQuestion.forEach((question, documents) -> checked.put(
                Ids.require("the id of a question", question), withoutTwins(question, List.copyOf(documents))));
        return new Candidates(checked);
    }

    /**
     * Candidates from a run, in its ranking.
     *
     * @param texts gives the text of the document of an id, null for one that is not there
     * @throws IllegalArgumentException if a document has no text
     */
    public static Candidates of(TrecRun run, Function<String, @Nullable String> texts) {
        Map<String, List<Candidate>> byQuestion = new LinkedHashMap<>();
        for (String question : run.queryIds()) {
            List<Candidate> documents = new ArrayList<>();
            for (String document : run.documentIds(question)) {
                String text = texts.apply(document);
                if (text == null) {
                    throw new IllegalArgumentException("document " + Ids.shown(document) + " of question "
                            + Ids.shown(question) + " has no text; give the corpus that the run was made with");
                }
                documents.add(new Candidate(document, text));
            }
            byQuestion.put(question, documents);
        }
        return of(byQuestion);
    }

    /**
     * Asks a retriever once for each judged question, one after the other; blocks until all are asked.
     *
     * @param idOf gives the id that judgments have for what was found, such as that in its metadata
     * @throws IllegalArgumentException if what was found has no id; whatever the retriever throws comes out as it is
     */
    public static Candidates retrieve(
            Judgments judgments, ContentRetriever retriever, Function<Content, @Nullable String> idOf) {
        Map<String, List<Candidate>> byQuestion = new LinkedHashMap<>();
        for (JudgedQuery question : judgments.judgedQueries()) {
            Map<String, Candidate> found = new LinkedHashMap<>();
            for (Content content : retriever.retrieve(Query.from(question.text()))) {
                String id = Ids.require(
                        "the id of what was found for question " + Ids.shown(question.id()), idOf.apply(content));
                // a retriever over several stores may find a document twice; its better place counts
                found.putIfAbsent(id, new Candidate(id, content.textSegment().text()));
            }
            byQuestion.put(question.id(), new ArrayList<>(found.values()));
        }
        return of(byQuestion);
    }

    private static List<Candidate> withoutTwins(String question, List<Candidate> documents) {
        Set<String> ids = new HashSet<>();
        for (Candidate document : documents) {
            if (!ids.add(document.id())) {
                throw new IllegalArgumentException("question " + Ids.shown(question) + " has the candidate "
                        + Ids.shown(document.id()) + " twice; remove one");
            }
        }
        return documents;
    }

    /** The documents found for a question, best first; empty for none. */
    public List<Candidate> documents(String queryId) {
        return byQuestion.getOrDefault(queryId, List.of());
    }

    /** How many there are; names no text. */
    @Override
    public String toString() {
        return "Candidates[questions=" + byQuestion.size() + "]";
    }
}
