package io.github.rerank4j.cli.data;

import java.util.List;
import java.util.Map;

/**
 * A judged question.
 *
 * @param id unique in its data
 * @param judged the grade of each judged document by its id; empty where somebody has said that nothing is relevant
 * @param candidates ids of the documents to rank, in the order in which retrieval had them; each once
 */
public record Question(String id, String text, Map<String, Integer> judged, List<String> candidates) {

    /** The id; no text. */
    @Override
    public String toString() {
        return "Question[" + id + "]";
    }
}
