package io.github.rerank4j.internal.redaction;

import org.jspecify.annotations.Nullable;

/** A line as it is, or as a reader can read it, with the position in the line that each character comes from. */
final class Reading {

    private final String characters;
    private final int @Nullable [] starts;
    private final int @Nullable [] ends;
    private final int lineLength;

    /** Characters that each come from a part of a line of that length. */
    Reading(String characters, int @Nullable [] starts, int @Nullable [] ends, int lineLength) {
        this.characters = characters;
        this.starts = starts;
        this.ends = ends;
        this.lineLength = lineLength;
    }

    /** The line as it is. */
    static Reading plain(String line) {
        return new Reading(line, null, null, line.length());
    }

    /** The line with its escapes undone, and without its gaps. */
    static Reading unescaped(String line) {
        return new Escapes(line).undone();
    }

    String characters() {
        return characters;
    }

    int length() {
        return characters.length();
    }

    /** Where in the line a character begins. */
    int start(int position) {
        return starts == null ? position : starts[position];
    }

    /** Where in the line the character before a position ends. */
    int end(int position) {
        return ends == null ? position : ends[position - 1];
    }

    /** How much of the line the characters from one position to another take, with what was left out on both sides. */
    int span(int from, int to) {
        return (to < length() ? start(to) : lineLength) - (from > 0 ? end(from) : 0);
    }
}
