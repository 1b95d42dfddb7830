package io.github.rerank4j.examples.rag;

import java.lang.Character.UnicodeScript;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Texts in columns of a terminal, where a Chinese character is as wide as two Latin ones. */
final class Layout {

    /** The columns of a line. */
    static final int LINE = 100;

    private static final String CUT = "..";
    private static final Set<UnicodeScript> WIDE =
            Set.of(UnicodeScript.HAN, UnicodeScript.HIRAGANA, UnicodeScript.KATAKANA, UnicodeScript.HANGUL);

    private Layout() {}

    /** How many columns a text takes. */
    static int width(String text) {
        return text.codePoints().map(Layout::width).sum();
    }

    private static int width(int codePoint) {
        int type = Character.getType(codePoint);
        if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK || type == Character.FORMAT) {
            return 0;
        }
        boolean punctuation = codePoint >= 0x3000 && codePoint <= 0x303F;
        boolean fullWidth =
                (codePoint >= 0xFF01 && codePoint <= 0xFF60) || (codePoint >= 0xFFE0 && codePoint <= 0xFFE6);
        return punctuation || fullWidth || WIDE.contains(UnicodeScript.of(codePoint)) ? 2 : 1;
    }

    /** The text with spaces after it. */
    static String left(String text, int width) {
        return text + padding(text, width);
    }

    /** The text with spaces before it. */
    static String right(String text, int width) {
        return padding(text, width) + text;
    }

    /** The text with spaces on both sides. */
    static String centred(String text, int width) {
        return left(right(text, width - (width - width(text)) / 2), width);
    }

    private static String padding(String text, int width) {
        return " ".repeat(Math.max(0, width - width(text)));
    }

    /** As much of the text as fits. */
    static String cut(String text, int width) {
        if (width(text) <= width) {
            return text;
        }
        int end = 0;
        int used = CUT.length();
        while (used + width(text.codePointAt(end)) <= width) {
            used += width(text.codePointAt(end));
            end = text.offsetByCodePoints(end, 1);
        }
        return text.substring(0, end) + CUT;
    }

    /** The text in lines of that width, broken at spaces; a word that is longer has a line of its own. */
    static List<String> wrap(String text, int width) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : text.strip().split("\\s+", -1)) {
            if (line.length() > 0 && width(line + " " + word) > width) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.length() == 0 ? "" : " ").append(word);
        }
        lines.add(line.toString());
        return lines;
    }
}
