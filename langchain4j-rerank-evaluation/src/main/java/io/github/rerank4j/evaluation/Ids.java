package io.github.rerank4j.evaluation;

import io.github.rerank4j.text.OneLine;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/** Ids of questions and documents. */
final class Ids {

    /** As {@code strcmp} compares them: by their bytes in UTF-8, which is by code points. */
    static final Comparator<String> BY_BYTES = Ids::compareBytes;

    private Ids() {}

    private static int compareBytes(String one, String other) {
        return Arrays.compareUnsigned(
                one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }

    /** The id, if it is one. */
    static String require(String what, @Nullable String id) {
        if (id == null || id.isBlank()) {
            throw new IllegalArgumentException(what + " is " + (id == null ? "null" : "blank") + "; give one");
        }
        return id;
    }

    /** An id as messages show it. */
    static String shown(String id) {
        return "\"" + OneLine.word(id) + "\"";
    }
}
