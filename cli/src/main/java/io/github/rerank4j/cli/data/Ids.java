package io.github.rerank4j.cli.data;

import io.github.rerank4j.text.OneLine;

/** Ids of documents and questions. */
final class Ids {

    private Ids() {}

    /** Refuses an id that a run cannot hold: empty, or with a space in it. */
    static String require(Lines lines, String id) {
        if (id.isEmpty()) {
            throw lines.fault("has an empty id");
        }
        if (id.codePoints().anyMatch(c -> Character.getType(c) == Character.SURROGATE)) {
            throw lines.fault("the id \"" + OneLine.word(id) + "\" holds half a character, which no file can");
        }
        if (id.chars().anyMatch(c -> c <= ' ')) {
            throw lines.fault("the id \"" + OneLine.word(id) + "\" holds a space, which no run can");
        }
        return id;
    }
}
