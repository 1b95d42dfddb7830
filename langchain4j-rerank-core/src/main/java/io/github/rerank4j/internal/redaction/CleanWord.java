package io.github.rerank4j.internal.redaction;

import dev.langchain4j.data.message.Content;
import io.github.rerank4j.spi.RerankCall;
import io.github.rerank4j.text.OneLine;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** Finds of most codes, ids and names at nearly no cost that nothing in them has to be masked. */
public final class CleanWord {

    /** A longer one is none that is met in practice, and would be looked for in each value at each of its positions. */
    private static final int LONGEST = 500;

    private CleanWord() {}

    /**
     * Whether a word holds nothing of these header values and texts, known from a look at every 16th character of the
     * texts; false says only that it may.
     */
    public static boolean isClean(String word, Collection<String> headerValues, RerankCall call) {
        AsciiSet characters = word.length() > LONGEST ? null : AsciiSet.of(word);
        if (characters == null || Escapes.mayStandIn(word)) {
            return false;
        }
        for (String value : headerValues) {
            if (shareRun(word, value)) {
                return false;
            }
        }
        for (Content document : call.documents()) {
            if (mayHold(RepeatableTexts.shown(document), characters)) {
                return false;
            }
        }
        for (String entry : RepeatableTexts.entries(call)) {
            if (mayHold(entry, characters)) {
                return false;
            }
        }
        return !mayHold(RepeatableTexts.shown(call.query()), characters);
    }

    /**
     * Some printable characters of ASCII.
     *
     * @param low a bit for each of the first 64
     * @param high a bit for each of the others
     */
    private record AsciiSet(long low, long high) {

        /** Those of a word; null if it has others. */
        static @Nullable AsciiSet of(String word) {
            long low = 0;
            long high = 0;
            for (int i = 0; i < word.length(); i++) {
                char c = word.charAt(i);
                if (c <= ' ' || c > '~') {
                    return null;
                }
                low |= c < Long.SIZE ? 1L << c : 0;
                high |= c < Long.SIZE ? 0 : 1L << c;
            }
            return new AsciiSet(low, high);
        }

        boolean has(char c) {
            return c < 2 * Long.SIZE && ((c < Long.SIZE ? low : high) >>> c & 1) != 0;
        }
    }

    private static boolean mayHold(String text, AsciiSet characters) {
        int from = 0;
        int to = text.length();
        while (from < to && OneLine.isGap(text.codePointAt(from))) {
            from += Character.charCount(text.codePointAt(from));
        }
        while (to > from && OneLine.isGap(text.codePointBefore(to))) {
            to -= Character.charCount(text.codePointBefore(to));
        }
        return hasRun(text, characters, to - from < Redaction.RUN ? Redaction.WHOLE_TEXT : Redaction.RUN);
    }

    /** Whether both hold the same so many characters in a row; each such row covers one of the positions looked at. */
    private static boolean shareRun(String word, String value) {
        for (int position = Redaction.SECRET - 1; position < value.length(); position += Redaction.SECRET) {
            char c = value.charAt(position);
            for (int i = word.indexOf(c); i >= 0; i = word.indexOf(c, i + 1)) {
                if (commonRun(word, i, value, position) >= Redaction.SECRET) {
                    return true;
                }
            }
        }
        return false;
    }

    /** How many characters in a row are the same around two positions where they are. */
    private static int commonRun(String word, int inWord, String value, int inValue) {
        int before = 0;
        while (before < inWord
                && before < inValue
                && word.charAt(inWord - before - 1) == value.charAt(inValue - before - 1)) {
            before++;
        }
        int behind = 1;
        while (inWord + behind < word.length()
                && inValue + behind < value.length()
                && word.charAt(inWord + behind) == value.charAt(inValue + behind)) {
            behind++;
        }
        return before + behind;
    }

    /** Whether so many characters in a row are all among those; each such row covers one of the positions looked at. */
    private static boolean hasRun(String text, AsciiSet characters, int run) {
        for (int position = run - 1; position < text.length(); position += run) {
            int from = position + 1;
            while (from > 0 && characters.has(text.charAt(from - 1))) {
                from--;
            }
            int to = position;
            while (to < text.length() && to - from < run && characters.has(text.charAt(to))) {
                to++;
            }
            if (to - from >= run) {
                return true;
            }
        }
        return false;
    }
}
