package io.github.rerank4j.spi;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.AbstractMap;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The members of a JSON object in their order. A reply is hundreds of objects with two or three members, so these are
 * pairs in a short chain, a third of a hash map; from the ninth member on they go into one.
 */
final class ObjectMembers extends AbstractMap<String, JsonNode> {

    /** Pairs in the chain before the hash map. */
    private static final int PAIRS = 4;

    private @Nullable String firstName;
    private @Nullable JsonNode first;
    private @Nullable String secondName;
    private @Nullable JsonNode second;
    private @Nullable Map<String, JsonNode> rest;

    @Override
    public @Nullable JsonNode put(String name, JsonNode node) {
        return put(name, node, 1);
    }

    private @Nullable JsonNode put(String name, JsonNode node, int pair) {
        if (firstName == null || firstName.equals(name)) {
            JsonNode before = first;
            firstName = name;
            first = node;
            return before;
        }
        if (secondName == null || secondName.equals(name)) {
            JsonNode before = second;
            secondName = name;
            second = node;
            return before;
        }
        if (rest == null) {
            rest = pair < PAIRS ? new ObjectMembers() : new LinkedHashMap<>();
        }
        return rest instanceof ObjectMembers more ? more.put(name, node, pair + 1) : rest.put(name, node);
    }

    @Override
    public @Nullable JsonNode get(@Nullable Object name) {
        if (name == null || firstName == null) {
            return null;
        }
        if (firstName.equals(name)) {
            return first;
        }
        if (name.equals(secondName)) {
            return second;
        }
        return rest == null ? null : rest.get(name);
    }

    @Override
    public boolean containsKey(@Nullable Object name) {
        return get(name) != null;
    }

    @Override
    public int size() {
        int few = firstName == null ? 0 : secondName == null ? 1 : 2;
        return rest == null ? few : few + rest.size();
    }

    /** Not to be changed through this set, which is that of a copy. */
    @Override
    public Set<Map.Entry<String, JsonNode>> entrySet() {
        Map<String, JsonNode> all = new LinkedHashMap<>();
        putInto(all);
        return Collections.unmodifiableMap(all).entrySet();
    }

    private void putInto(Map<String, JsonNode> all) {
        if (firstName != null && first != null) {
            all.put(firstName, first);
        }
        if (secondName != null && second != null) {
            all.put(secondName, second);
        }
        if (rest instanceof ObjectMembers more) {
            more.putInto(all);
        } else if (rest != null) {
            all.putAll(rest);
        }
    }
}
