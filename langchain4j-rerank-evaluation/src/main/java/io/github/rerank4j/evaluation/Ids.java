package io.github.rerank4j.evaluation;

import io.github.rerank4j.text.OneLine;
import java.util.Collection;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/** Ids of questions and documents. */
final class Ids {

    /** As {@code strcmp} compares them: by their bytes in UTF-8, which is by code points. */
    static final Comparator<String> BY_BYTES = Ids::compareBytes;

    private Ids() {}

    /** Both halves of a pair stand for a code point above all others, but have lower numbers than some of them. */
    private static int compareBytes(String one, String other) {
        int length = Math.min(one.length(), other.length());
        for (int i = 0; i < length; i++) {
            char a = one.charAt(i);
            char b = other.charAt(i);
            if (a != b) {
                boolean pair = Character.isSurrogate(a);
                return pair == Character.isSurrogate(b) ? Character.compare(a, b) : pair ? 1 : -1;
            }
        }
        return one.length() - other.length();
    }

    /** The id, if it is one. */
    static String require(String what, @Nullable String id) {
        if (id == null || id.isBlank()) {
            throw new IllegalArgumentException(what + " is " + (id == null ? "null" : "blank") + "; give one");
        }
        return id;
    }

    /** That a metric is not in a report. */
    static IllegalArgumentException unknownMetric(String name, Collection<String> known) {
        return new IllegalArgumentException(
                "there is no metric " + shown(name) + " in the report; there are " + String.join(", ", known));
    }

    /** An id as messages show it. */
    static String shown(String id) {
        return "\"" + OneLine.word(id) + "\"";
    }
}
