package io.github.rerank4j.spi;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.AbstractMap;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The members of a JSON object in their order. A reply is hundreds of objects with two or three members, so these are
 * one short array, a third of a hash map; an object with more of them gets one.
 */
final class ObjectMembers extends AbstractMap<String, JsonNode> {

    private static final int USUAL = 2;
    private static final int FEW = 8;

    /** Each name, and behind it its node. */
    private Object[] members = new Object[2 * USUAL];

    private int count;
    private @Nullable Map<String, JsonNode> many;

    @Override
    public @Nullable JsonNode put(String name, JsonNode node) {
        if (many != null) {
            return many.put(name, node);
        }
        int position = position(name);
        if (position < count) {
            JsonNode before = node(position);
            members[2 * position + 1] = node;
            return before;
        }
        add(name, node);
        return null;
    }

    @Override
    public @Nullable JsonNode get(@Nullable Object name) {
        if (many != null) {
            return many.get(name);
        }
        int position = position(name);
        return position < count ? node(position) : null;
    }

    @Override
    public boolean containsKey(@Nullable Object name) {
        return get(name) != null;
    }

    @Override
    public int size() {
        return many == null ? count : many.size();
    }

    /** Not to be changed through this set, which is that of a copy where there are few. */
    @Override
    public Set<Map.Entry<String, JsonNode>> entrySet() {
        return Collections.unmodifiableMap(many == null ? copy() : many).entrySet();
    }

    private int position(@Nullable Object name) {
        int position = 0;
        while (position < count && !members[2 * position].equals(name)) {
            position++;
        }
        return position;
    }

    private JsonNode node(int position) {
        return (JsonNode) members[2 * position + 1];
    }

    private void add(String name, JsonNode node) {
        if (count == FEW) {
            many = copy();
            many.put(name, node);
            return;
        }
        if (2 * count == members.length) {
            members = Arrays.copyOf(members, 2 * FEW);
        }
        members[2 * count] = name;
        members[2 * count + 1] = node;
        count++;
    }

    private Map<String, JsonNode> copy() {
        Map<String, JsonNode> all = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
            all.put((String) members[2 * i], node(i));
        }
        return all;
    }
}
