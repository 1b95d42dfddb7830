package io.github.rerank4j.internal.packing;

import io.github.rerank4j.spi.Json;

/** How many bytes a text takes between the quotes of a JSON body, as {@link Json} writes it. */
final class JsonLength {

    private static final int ESCAPED = 2;
    private static final int ESCAPED_AS_NUMBER = 6;
    private static final int FIRST_OF_TWO = 0x80;
    private static final int FIRST_OF_THREE = 0x800;

    /** Jackson writes a surrogate pair as two escapes or as UTF-8, as its version will have it. */
    private static final int PAIR = written("\uD83D\uDE00") - written("");

    private JsonLength() {}

    static long of(String text) {
        long bytes = 0;
        for (int at = 0; at < text.length(); at += Character.charCount(text.codePointAt(at))) {
            bytes += of(text.codePointAt(at));
        }
        return bytes;
    }

    /** Half of a surrogate pair is written as U+FFFD, which has as many bytes as its own number would. */
    static int of(int codePoint) {
        if (codePoint < FIRST_OF_TWO) {
            return ofAscii(codePoint);
        }
        if (codePoint < FIRST_OF_THREE) {
            return 2;
        }
        return Character.isBmpCodePoint(codePoint) ? 3 : PAIR;
    }

    private static int written(String text) {
        return Json.write(json -> json.writeStringField("text", text)).length();
    }

    private static int ofAscii(int codePoint) {
        return switch (codePoint) {
            case '"', '\\', '\b', '\t', '\n', '\f', '\r' -> ESCAPED;
            default -> codePoint < ' ' ? ESCAPED_AS_NUMBER : 1;
        };
    }
}
