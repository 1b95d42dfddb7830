package io.github.rerank4j.spi;

import dev.langchain4j.exception.AuthenticationException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The key a builder is given, as a text or as a supplier, with its checks. Never shows it. */
public final class ApiKey {

    private @Nullable Supplier<String> source;
    private boolean fixed;
    private int given;

    /** No key yet. */
    public ApiKey() {}

    /** One key for all attempts; null and blank count as missing. */
    public void set(@Nullable String key) {
        source = () -> key == null ? "" : key;
        given++;
        fixed = true;
    }

    /** A key asked for at each attempt. */
    public void set(Supplier<String> keys) {
        source = keys;
        given++;
        fixed = false;
    }

    /** Whether none was given. */
    public boolean isMissing() {
        return source == null;
    }

    /**
     * Sends the key in a header, behind a prefix such as {@code "Bearer "}; {@link Authorizer#NONE} without a key.
     *
     * @throws IllegalArgumentException if it was given twice, is null or blank, or cannot be sent
     */
    public Authorizer in(String header, String prefix) {
        Supplier<String> keys = source;
        if (keys == null) {
            return Authorizer.NONE;
        }
        if (given > 1) {
            throw new IllegalArgumentException(
                    "apiKey is set " + given + " times; keep one, the supplier if the key changes");
        }
        String fault = fixed ? fault(keys.get()) : null;
        if (fault != null) {
            throw new IllegalArgumentException("apiKey " + fault);
        }
        return Authorizer.header(header, prefix, () -> checked(keys.get()));
    }

    private static String checked(@Nullable String key) {
        String fault = fault(key);
        if (key == null || fault != null) {
            throw new AuthenticationException("what the supplier of apiKey returned " + fault);
        }
        return key;
    }

    private static @Nullable String fault(@Nullable String key) {
        if (key == null || key.isBlank()) {
            return "is missing, null or blank; perhaps the environment variable it comes from is not set";
        }
        boolean sendable = true;
        for (int i = 0; i < key.length(); i++) {
            sendable &= key.charAt(i) > ' ' && key.charAt(i) < 127;
        }
        return sendable
                ? null
                : "holds a space, a line break or a character outside ASCII; give the key alone, without \"Bearer\"";
    }

    /** Shows no key. */
    @Override
    public String toString() {
        return "ApiKey[***]";
    }
}
