package io.github.rerank4j.evaluation;

/**
 * A document that retrieval has found for a question.
 *
 * @param id by which judgments refer to it; not blank
 * @param text as rerankers get it; not null
 */
public record Candidate(String id, String text) {

    /**
     * Checks both.
     *
     * @throws IllegalArgumentException if one of them is null, or the id is blank
     */
    public Candidate {
        Ids.require("the id of a document", id);
        if (text == null) {
            throw new IllegalArgumentException("document " + Ids.shown(id) + " has no text; give it");
        }
    }

    /** Names no text: texts stay out of logs. */
    @Override
    public String toString() {
        return "Candidate[id=" + id + "]";
    }
}
