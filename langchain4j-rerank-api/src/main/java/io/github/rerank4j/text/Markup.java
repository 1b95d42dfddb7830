package io.github.rerank4j.text;

/** Texts with tags of HTML or XML in them. */
public final class Markup {

    private Markup() {}

    /** The text with a space for each tag. */
    public static String withoutTags(String text) {
        StringBuilder plain = new StringBuilder(text.length());
        int from = 0;
        for (int tag = text.indexOf('<'); tag >= 0; tag = text.indexOf('<', from)) {
            int end = text.indexOf('>', tag);
            if (end < 0) {
                break;
            }
            plain.append(text, from, tag).append(' ');
            from = end + 1;
        }
        return plain.append(text, from, text.length()).toString();
    }
}
