package io.github.rerank4j.spring;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Entries of a body as Spring Boot binds them: lists arrive as maps with the keys 0, 1, 2. */
final class Entries {

    private Entries() {}

    /** The same with lists where lists were written. */
    static Map<String, Object> withLists(Map<?, ?> entries) {
        Map<String, Object> whole = new LinkedHashMap<>();
        entries.forEach((name, value) -> whole.put(String.valueOf(name), whole(value)));
        return whole;
    }

    private static Object whole(Object value) {
        if (!(value instanceof Map<?, ?> map)) {
            return value;
        }
        Map<String, Object> entries = withLists(map);
        List<String> indices =
                IntStream.range(0, entries.size()).mapToObj(String::valueOf).toList();
        boolean list = !indices.isEmpty() && entries.keySet().containsAll(indices);
        return list ? indices.stream().map(entries::get).toList() : entries;
    }
}
