package io.github.rerank4j.cli.data;

import java.util.List;
import java.util.Map;

/**
 * Judged questions and the texts of their candidates.
 *
 * @param questions in the order of the file, at least one
 * @param texts the text of each candidate by its id
 * @param notes sentences about what was made of the files, for the user
 */
public record Dataset(List<Question> questions, Map<String, String> texts, List<String> notes) {

    /** How many there are; no text. */
    @Override
    public String toString() {
        return "Dataset[questions=" + questions.size() + ", texts=" + texts.size() + "]";
    }
}
