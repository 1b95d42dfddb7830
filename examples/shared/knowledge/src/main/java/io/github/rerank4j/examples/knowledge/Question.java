package io.github.rerank4j.examples.knowledge;

import java.util.List;

/**
 * A question somebody might ask.
 *
 * @param rightPassages the ids of the passages with the answer, or a part of it; never shown to a model
 */
public record Question(String id, Language language, String text, List<String> rightPassages) {

    public Question {
        rightPassages = List.copyOf(rightPassages);
    }
}
