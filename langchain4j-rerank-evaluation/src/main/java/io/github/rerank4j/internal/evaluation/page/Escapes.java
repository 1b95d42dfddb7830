package io.github.rerank4j.internal.evaluation.page;

import io.github.rerank4j.text.OneLine;

/** Words of others as text in HTML, SVG and Markdown, where they can be nothing else. */
public final class Escapes {

    private static final String ALWAYS = "\\`*_[]#|~$";

    private Escapes() {}

    /** For elements and quoted attributes; control and format characters become spaces. */
    public static String html(String text) {
        StringBuilder escaped = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(c -> {
            switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&#39;");
                default -> escaped.appendCodePoint(isShown(c) ? c : ' ');
            }
        });
        return escaped.toString();
    }

    private static boolean isShown(int c) {
        return !OneLine.isGap(c) && !(c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
    }

    /** On one line, for paragraphs, items and cells of tables; nothing in it becomes a link, a mention or a list. */
    public static String markdown(String text) {
        String line = OneLine.of(text);
        StringBuilder escaped = new StringBuilder(line.length() + 16);
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                default -> {
                    if (means(line, i)) {
                        escaped.append('\\');
                    }
                    escaped.append(c);
                }
            }
        }
        return escaped.toString();
    }

    /** Whether a character means something where it is. */
    private static boolean means(String line, int i) {
        char c = line.charAt(i);
        if (ALWAYS.indexOf(c) >= 0) {
            return true;
        }
        char next = i + 1 < line.length() ? line.charAt(i + 1) : ' ';
        char before = i > 0 ? line.charAt(i - 1) : ' ';
        return switch (c) {
            case ':' -> next == '/';
            case '@' -> !Character.isLetterOrDigit(before);
            case '.', ')' ->
                line.regionMatches(true, i - 3, "www", 0, 3)
                        || (i > 0 && line.substring(0, i).chars().allMatch(Character::isDigit));
            case '-', '+', '=' -> i == 0;
            default -> false;
        };
    }
}
