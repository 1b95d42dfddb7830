package io.github.rerank4j.text;

import org.jspecify.annotations.Nullable;

/** Words of others on one line, as they may be in a message or a log: without breaks and control characters. */
public final class OneLine {

    private static final int LONGEST_WORD = 100;

    private OneLine() {}

    /** The text without space around it, each row of gaps inside it as one space. */
    public static String of(String text) {
        return hasGap(text) ? joined(text) : text;
    }

    private static boolean hasGap(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (isGap(text.codePointAt(i))) {
                return true;
            }
        }
        return false;
    }

    private static String joined(String text) {
        StringBuilder line = new StringBuilder(text.length());
        boolean gap = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= Character.MIN_SURROGATE && isGap(text.codePointAt(i))) {
                gap = true;
                i += Character.charCount(text.codePointAt(i)) - 1;
            } else if (isGap(c)) {
                gap = true;
            } else {
                if (gap && !line.isEmpty()) {
                    line.append(' ');
                }
                gap = false;
                line.append(c);
            }
        }
        return line.toString();
    }

    /** A name, a code or an id on one line of at most 100 characters. */
    public static String word(String word) {
        return cut(of(word), LONGEST_WORD);
    }

    /** The beginning of a longer line, with an ellipsis; no character is cut in two. */
    public static String cut(String line, int length) {
        if (line.length() <= length) {
            return line;
        }
        boolean insidePair = Character.isHighSurrogate(line.charAt(length - 1));
        return line.substring(0, insidePair ? length - 1 : length) + "…";
    }

    /**
     * A name that a caller gave, which goes into messages and logs as it is.
     *
     * @param setting what it was given as
     * @return the name; null for null
     * @throws IllegalArgumentException if it is blank, or holds a line break or another control character
     */
    public static @Nullable String checkedName(String setting, @Nullable String name) {
        String fault = name == null ? null : fault(name);
        if (fault != null) {
            throw new IllegalArgumentException(setting + " " + fault);
        }
        return name;
    }

    /**
     * What speaks against such a name, as the end of a sentence that begins with what it was given as; null for nothing.
     */
    public static @Nullable String fault(String name) {
        boolean blank = true;
        for (int i = 0; i < name.length(); i++) {
            int c = name.codePointAt(i);
            if (isGap(c) && Character.getType(c) != Character.SPACE_SEPARATOR) {
                return "holds a line break or another control character at position " + i + "; remove it";
            }
            blank &= isGap(c);
        }
        return blank ? "is blank; give a name, or remove it for the default one, if there is one" : null;
    }

    /**
     * Whether a character shows as a gap, breaks a line, or changes how others are shown: space, control and format
     * characters. The two joiners, without which some scripts and emoji fall apart, are none.
     */
    public static boolean isGap(int c) {
        if (c > ' ' && c < 127) {
            return false;
        }
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.SPACE_SEPARATOR,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> true;
            case Character.FORMAT -> c != '\u200C' && c != '\u200D';
            default -> false;
        };
    }
}
