package io.github.rerank4j.examples.knowledge;

import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The environment variables that choose real services. Blank ones count as unset. */
public record Environment(Map<String, String> variables) {

    /** Whether any of these is set. */
    public boolean hasAny(String... names) {
        return Stream.of(names).anyMatch(name -> get(name) != null);
    }

    /** The value of a variable; null if it is not set. */
    @Nullable
    public String get(String name) {
        String value = variables.get(name);
        return value == null || value.isBlank() ? null : value.strip();
    }

    /** The value of a variable, or another if it is not set. */
    public String get(String name, String otherwise) {
        String value = get(name);
        return value == null ? otherwise : value;
    }

    /**
     * The value of a variable.
     *
     * @throws IllegalArgumentException if it is not set
     */
    public String required(String name) {
        String value = get(name);
        if (value == null) {
            throw new IllegalArgumentException(name + " is not set");
        }
        return value;
    }

    /** Names no value: some are secrets. */
    @Override
    public String toString() {
        return "Environment" + variables.keySet();
    }
}
