package io.github.rerank4j.concurrent;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Values that stay the same for a name and cost more than a look-up. The value for no name is asked for at once, that of
 * a name when it is first wanted; both are remembered, and a failure is not. Of more than 100 names some are asked for
 * again, and so is one that several threads want first. Thread-safe.
 */
public final class RememberedByName<V> {

    /** Callers may give any name; with one more than these all are asked for anew. */
    private static final int MOST = 100;

    private final Function<@Nullable String, ? extends V> source;
    private final V ofNone;
    private final Map<String, V> known = new ConcurrentHashMap<>();

    /** The values of a source, which gets null for no name, and never gives null. */
    public RememberedByName(Function<@Nullable String, ? extends V> source) {
        this.source = source;
        this.ofNone = source.apply(null);
    }

    /** The value of a name; null for none. */
    public V of(@Nullable String name) {
        if (name == null) {
            return ofNone;
        }
        V value = known.get(name);
        return value == null ? remembered(name) : value;
    }

    private V remembered(String name) {
        V value = source.apply(name);
        if (known.size() >= MOST) {
            known.clear();
        }
        known.put(name, value);
        return value;
    }
}
