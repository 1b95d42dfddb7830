package io.github.rerank4j.cli.data;

/**
 * A document or a question of a file.
 *
 * @param text with the title before it, where there is one
 * @param line where it is
 */
record TextRecord(String id, String text, int line) {

    /** A document's text: its title, a line break and its text. */
    static String joined(String title, String text) {
        return title.isBlank() ? text : text.isBlank() ? title : title + "\n" + text;
    }
}
