package io.github.rerank4j.generic;

import dev.langchain4j.exception.AuthenticationException;
import io.github.rerank4j.spi.Authorizer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The key a builder was given, as a text or as a supplier, or twice. */
final class ApiKey {

    private final List<@Nullable Supplier<String>> given = new ArrayList<>();
    private @Nullable String fixed;

    void fixed(@Nullable String key) {
        fixed = key;
        given.add(key == null || key.isBlank() ? null : () -> key);
    }

    void supplied(@Nullable Supplier<String> keys) {
        given.add(keys);
    }

    boolean isMissing() {
        return given.isEmpty();
    }

    /**
     * Sends the key in a header; asks a supplier at each attempt.
     *
     * @throws IllegalArgumentException if the key was given twice, or is blank, or cannot be sent
     */
    Authorizer authorizer(String header, String prefix) {
        if (given.isEmpty()) {
            return Authorizer.NONE;
        }
        if (given.size() > 1) {
            throw new IllegalArgumentException(
                    "apiKey is set twice; set it once, or give a Supplier<String> that returns the current key");
        }
        Supplier<String> key = given.get(0);
        if (key == null) {
            throw new IllegalArgumentException(
                    "apiKey is null or blank; set a key, or leave apiKey out for a server that needs none");
        }
        if (fixed != null && !fixed.chars().allMatch(c -> c > ' ' && c < 127)) {
            throw new IllegalArgumentException(
                    "apiKey holds a space, a line break or another character that no key has;"
                            + " check how it was read");
        }
        return Authorizer.header(header, prefix, () -> present(key.get()));
    }

    private static String present(@Nullable String key) {
        if (key == null || key.isBlank()) {
            throw new AuthenticationException("the supplier of apiKey returned no key");
        }
        return key;
    }
}
