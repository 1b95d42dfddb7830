package io.github.rerank4j;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A copy of entries that a user gave, which later changes do not reach: maps and collections are copied with all that is in
 * them, other values are taken as they are.
 */
final class FreeEntries {

    /** What is deeper is taken as it is; so is what holds itself. Neither can be sent. */
    private static final int MOST_LEVELS = 100;

    /** What has been copied by what it was; while it is being copied, itself. */
    private final IdentityHashMap<Object, Object> copies = new IdentityHashMap<>();

    private FreeEntries() {}

    static Map<String, Object> copyOf(Map<String, ?> given) {
        if (given.isEmpty()) {
            return Map.of();
        }
        FreeEntries entries = new FreeEntries();
        Map<String, Object> copy = new LinkedHashMap<>();
        given.forEach((name, value) -> copy.put(name, entries.copied(value, MOST_LEVELS)));
        return Collections.unmodifiableMap(copy);
    }

    private @Nullable Object copied(@Nullable Object value, int levels) {
        if (levels == 0 || !(value instanceof Map<?, ?> || value instanceof Collection<?>)) {
            return value;
        }
        Object known = copies.putIfAbsent(value, value);
        if (known != null) {
            return known;
        }
        Object copy = value instanceof Map<?, ?> map ? copied(map, levels) : copied((Collection<?>) value, levels);
        copies.put(value, copy);
        return copy;
    }

    private Map<Object, Object> copied(Map<?, ?> map, int levels) {
        Map<Object, Object> copy = new LinkedHashMap<>();
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            copy.put(entry.getKey(), copied(entry.getValue(), levels - 1));
        }
        return Collections.unmodifiableMap(copy);
    }

    private List<Object> copied(Collection<?> collection, int levels) {
        List<Object> copy = new ArrayList<>(collection.size());
        for (Object each : collection) {
            copy.add(copied(each, levels - 1));
        }
        return Collections.unmodifiableList(copy);
    }
}
