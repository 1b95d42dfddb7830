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
 * two short arrays, half of a hash map; an object with more of them gets one.
 */
final class ObjectMembers extends AbstractMap<String, JsonNode> {

    private static final int USUAL = 2;
    private static final int FEW = 8;

    private String[] names = new String[USUAL];
    private JsonNode[] nodes = new JsonNode[USUAL];
    private int count;
    private @Nullable Map<String, JsonNode> many;

    @Override
    public @Nullable JsonNode put(String name, JsonNode node) {
        if (many != null) {
            return many.put(name, node);
        }
        int position = position(name);
        if (position < count) {
            JsonNode before = nodes[position];
            nodes[position] = node;
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
        return position < count ? nodes[position] : null;
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
        while (position < count && !names[position].equals(name)) {
            position++;
        }
        return position;
    }

    private void add(String name, JsonNode node) {
        if (count == FEW) {
            many = copy();
            many.put(name, node);
            return;
        }
        if (count == names.length) {
            names = Arrays.copyOf(names, FEW);
            nodes = Arrays.copyOf(nodes, FEW);
        }
        names[count] = name;
        nodes[count] = node;
        count++;
    }

    private Map<String, JsonNode> copy() {
        Map<String, JsonNode> all = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
            all.put(names[i], nodes[i]);
        }
        return all;
    }
}
