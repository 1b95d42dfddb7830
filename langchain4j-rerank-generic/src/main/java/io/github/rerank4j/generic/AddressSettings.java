package io.github.rerank4j.generic;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where a dialect's requests go, and the headers they go with; immutable.
 *
 * @param baseUrl null for servers that one runs oneself
 * @param path under the base URL, without a slash at its start
 * @param headers those of every request, in the order they were stated
 * @param keyHeader the header that holds the key
 * @param keyPrefix what that header holds before the key
 */
record AddressSettings(
        @Nullable String baseUrl, String path, Map<String, String> headers, String keyHeader, String keyPrefix) {

    AddressSettings baseUrl(@Nullable String other) {
        return new AddressSettings(other, path, headers, keyHeader, keyPrefix);
    }

    AddressSettings path(String other) {
        return new AddressSettings(baseUrl, other, headers, keyHeader, keyPrefix);
    }

    AddressSettings header(String name, String value) {
        Map<String, String> others = new LinkedHashMap<>(headers);
        others.keySet().removeIf(stated -> stated.equalsIgnoreCase(name));
        return new AddressSettings(baseUrl, path, Statements.with(others, name, value), keyHeader, keyPrefix);
    }

    AddressSettings key(String header, String prefix) {
        return new AddressSettings(baseUrl, path, headers, header, prefix);
    }
}
