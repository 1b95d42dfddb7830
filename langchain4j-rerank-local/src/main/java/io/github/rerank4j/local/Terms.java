package io.github.rerank4j.local;

import java.lang.Character.UnicodeScript;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The terms of a text, as {@link Bm25Scorer} counts them, for scorers of one's own.
 *
 * <p>A term is a run of letters and digits, in small letters, with hyphens, dots and underscores that stand inside, as in
 * {@code ln-4091} and {@code v3.4}. Chinese has no spaces: there each pair of neighbouring Han characters is a term, and a
 * Han character that stands alone.
 */
public final class Terms {

    // possessive: otherwise the stack grows with each hyphen of a word
    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}]++(?:[-_.][\\p{L}\\p{N}]++)*+");
    private static final Pattern SCRIPT_RUN = Pattern.compile("\\p{IsHan}+|\\P{IsHan}+");

    private Terms() {}

    /** The terms in their order, repeated ones included. */
    public static List<String> of(String text) {
        return SCRIPT_RUN
                .matcher(text.toLowerCase(Locale.ROOT))
                .results()
                .flatMap(run -> terms(run.group()))
                .toList();
    }

    private static Stream<String> terms(String run) {
        if (UnicodeScript.of(run.codePointAt(0)) == UnicodeScript.HAN) {
            return pairs(run);
        }
        return WORD.matcher(run).results().map(word -> word.group());
    }

    private static Stream<String> pairs(String run) {
        int[] characters = run.codePoints().toArray();
        if (characters.length == 1) {
            return Stream.of(run);
        }
        List<String> pairs = new ArrayList<>(characters.length - 1);
        for (int i = 0; i + 1 < characters.length; i++) {
            pairs.add(new String(characters, i, 2));
        }
        return pairs.stream();
    }
}
