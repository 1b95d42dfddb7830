package io.github.rerank4j.evaluation;

/**
 * What documents are ranked for.
 *
 * @param id by which judgments and candidates refer to it; not blank
 * @param text as rerankers are asked; not blank
 */
public record JudgedQuery(String id, String text) {

    /**
     * Checks both.
     *
     * @throws IllegalArgumentException if one of them is null or blank
     */
    public JudgedQuery {
        Ids.require("the id of a question", id);
        if (text == null || text.isBlank()) {
            throw new IllegalArgumentException(
                    "question " + Ids.shown(id) + " has no text; there is nothing to rank documents for");
        }
    }

    /** Names no text: texts stay out of logs. */
    @Override
    public String toString() {
        return "JudgedQuery[id=" + id + "]";
    }
}
