package io.github.rerank4j.cli.data;

import io.github.rerank4j.text.OneLine;
import java.util.Comparator;

/** Ids of documents and questions. */
public final class Ids {

    /** By their bytes in UTF-8, which is the order of their code points. */
    public static final Comparator<String> BY_BYTES = Ids::compare;

    private Ids() {}

    /** Refuses an id that a run cannot hold: empty, or with a space in it. */
    static String require(Lines lines, String id) {
        if (id.isEmpty()) {
            throw lines.fault("has an empty id");
        }
        for (int i = 0; i < id.length(); i++) {
            if (id.charAt(i) <= ' ') {
                throw lines.fault("the id \"" + OneLine.word(id) + "\" holds a space, which no run can");
            }
        }
        return id;
    }

    private static int compare(String one, String other) {
        int length = Math.min(one.length(), other.length());
        for (int i = 0; i < length; i++) {
            char a = one.charAt(i);
            char b = other.charAt(i);
            if (a != b) {
                // surrogates are above all other characters in UTF-8, but not as chars
                boolean both = Character.isSurrogate(a) == Character.isSurrogate(b);
                return both ? Character.compare(a, b) : Character.isSurrogate(a) ? 1 : -1;
            }
        }
        return Integer.compare(one.length(), other.length());
    }
}
