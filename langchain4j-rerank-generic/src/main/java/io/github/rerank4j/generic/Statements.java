package io.github.rerank4j.generic;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/** What a dialect states entry by entry: maps that never change, in the order of the statements. */
final class Statements {

    private Statements() {}

    /** The map with that entry, which takes the position of the one of the same key. */
    static <V> Map<String, V> with(Map<String, V> stated, String key, V value) {
        Map<String, V> all = new LinkedHashMap<>(stated);
        all.put(key, value);
        return Collections.unmodifiableMap(all);
    }

    /** The map with that entry at its end, instead of the one of the same key. */
    static <V> Map<String, V> last(Map<String, V> stated, String key, V value) {
        return with(without(stated, key), key, value);
    }

    /** The map without the entry of that key. */
    static <V> Map<String, V> without(Map<String, V> stated, String key) {
        Map<String, V> others = new LinkedHashMap<>(stated);
        others.remove(key);
        return Collections.unmodifiableMap(others);
    }

    /**
     * What was stated last of what fits one of the words; null if nothing does.
     *
     * @param fits whether a word fits a key
     */
    static <V> @Nullable V find(Map<String, V> stated, List<String> words, BiPredicate<String, String> fits) {
        V found = null;
        for (Map.Entry<String, V> entry : stated.entrySet()) {
            for (String word : words) {
                found = fits.test(word, entry.getKey()) ? entry.getValue() : found;
            }
        }
        return found;
    }

    /** Whether a word starts like this, in any case. */
    static boolean starts(String word, String start) {
        return word.regionMatches(true, 0, start, 0, start.length());
    }
}
