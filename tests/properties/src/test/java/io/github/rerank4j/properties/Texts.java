package io.github.rerank4j.properties;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Tuple;

/** Any text a document may be, the odd ones more often than chance would have them. */
final class Texts {

    private static final List<String> ODD = List.of(
            "\u0000",
            "\u0001",
            "\u001f",
            "\u007f",
            "\u0085",
            "\u2028",
            "\u2029",
            "\uFEFF",
            "\uFFFE",
            "\uFFFF",
            "\u202E",
            "\u200F",
            "\u0627\u0644\u0642\u0645\u0631",
            "\u200D",
            "\uD83D\uDE00",
            "\uD83D\uDC68\u200D\uD83D\uDC69\u200D\uD83D\uDC67",
            "\uDBFF\uDFFF",
            "\uD800",
            "\uDFFF",
            "\uDC00\uD800",
            "\uD800\uD800\uDC00",
            "\uD800x",
            "\r\n",
            "\t",
            "\b",
            "\f",
            "\"",
            "\\",
            "\\u0041",
            "\\\"",
            "/",
            "</script>",
            "'",
            "e\u0301",
            "\u00E9",
            "\u4E2D\u6587",
            "{\"query\":1}",
            "%00",
            "+ ",
            "\uFFFD");

    private Texts() {}

    /** Texts of up to some hundred characters, now and then of some ten thousand. */
    static Arbitrary<String> any() {
        return Arbitraries.frequencyOf(
                Tuple.of(20, few()),
                Tuple.of(1, pieces(40).map(text -> text.repeat(1 + 40_000 / (text.length() + 1)))));
    }

    /** Texts of up to some hundred characters. */
    static Arbitrary<String> few() {
        return pieces(12);
    }

    /** A text that is not blank, by anybody's reckoning: LangChain4j's takes control characters for blanks. */
    static Arbitrary<String> notBlank() {
        return any().map(text -> text.isBlank() || text.trim().isEmpty() ? text + "?" : text);
    }

    private static Arbitrary<String> pieces(int most) {
        Arbitrary<String> piece = Arbitraries.oneOf(
                Arbitraries.of(ODD),
                Arbitraries.strings().all().ofMaxLength(8),
                Arbitraries.strings().withCharRange('\uD700', '\uE100').ofMaxLength(4),
                Arbitraries.strings().ascii().ofMaxLength(20));
        return piece.list().ofMaxSize(most).map(some -> String.join("", some));
    }

    /** The text as services get it: half of a surrogate pair becomes a replacement character, all else stays. */
    static String wellFormed(String text) {
        return text.codePoints()
                .map(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE ? 0xFFFD : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
