package io.github.rerank4j.generic;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;

/** Maps that never change, in the order in which their entries were stated. */
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
        return with(without(stated, other -> Objects.equals(other, key)), key, value);
    }

    static <V> Map<String, V> without(Map<String, V> stated, Predicate<String> keys) {
        Map<String, V> others = new LinkedHashMap<>(stated);
        others.keySet().removeIf(keys);
        return Collections.unmodifiableMap(others);
    }
}
