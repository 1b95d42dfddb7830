package io.github.rerank4j.internal.evaluation.page;

import io.github.rerank4j.text.OneLine;

/** Words of others as text in HTML, SVG and Markdown, where they can be nothing else. */
public final class Escapes {

    private static final String MARKDOWN = "\\`*_{}[]()#+-.!|~>:$^=@";

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

    /** On one line, for paragraphs and cells of tables. */
    public static String markdown(String text) {
        StringBuilder escaped = new StringBuilder(text.length() + 16);
        OneLine.of(text).codePoints().forEach(c -> {
            switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                default -> {
                    if (c < 128 && MARKDOWN.indexOf(c) >= 0) {
                        escaped.append('\\');
                    }
                    escaped.appendCodePoint(c);
                }
            }
        });
        return escaped.toString();
    }
}
