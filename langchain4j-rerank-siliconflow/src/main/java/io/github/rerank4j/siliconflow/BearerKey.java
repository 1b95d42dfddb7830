package io.github.rerank4j.siliconflow;

import dev.langchain4j.exception.AuthenticationException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Where the key of each attempt comes from. Never shows one. */
final class BearerKey implements Supplier<String> {

    private final Supplier<String> source;

    private BearerKey(Supplier<String> source) {
        this.source = source;
    }

    /**
     * One key for all attempts.
     *
     * @throws IllegalArgumentException if it is missing or cannot be a key
     */
    static BearerKey fixed(@Nullable String key) {
        String fault = fault(key);
        if (key == null || fault != null) {
            throw new IllegalArgumentException("apiKey " + fault);
        }
        return new BearerKey(() -> key);
    }

    /** A key asked for at each attempt. */
    static BearerKey supplied(Supplier<String> source) {
        return new BearerKey(source);
    }

    /**
     * The key for one attempt.
     *
     * @throws AuthenticationException if the supplier gave none, or what cannot be one
     */
    @Override
    public String get() {
        String key = source.get();
        String fault = fault(key);
        if (fault != null) {
            throw new AuthenticationException("the apiKey supplier's answer " + fault);
        }
        return key;
    }

    private static @Nullable String fault(@Nullable String key) {
        if (key == null || key.isBlank()) {
            return "is missing; give the key of your account, for example from an environment variable";
        }
        boolean sendable = key.chars().allMatch(c -> c > ' ' && c < 127);
        return sendable
                ? null
                : "holds a space, a line break or a character outside ASCII; give the key alone, without \"Bearer\"";
    }

    /** Shows no key. */
    @Override
    public String toString() {
        return "BearerKey[***]";
    }
}
