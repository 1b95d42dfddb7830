package io.github.rerank4j.spi;

import dev.langchain4j.exception.AuthenticationException;
import io.github.rerank4j.settings.SettingException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The key a builder is given, as a text or as a supplier: the last one counts. Checks it, and never shows it. */
public final class ApiKey {

    private @Nullable Supplier<String> source;
    private boolean fixed;

    /** No key yet. */
    public ApiKey() {}

    /** One key for all attempts; null and blank count as missing. */
    public void set(@Nullable String key) {
        source = () -> key == null ? "" : key;
        fixed = true;
    }

    /** A key asked for at each attempt. */
    public void set(Supplier<String> keys) {
        source = keys;
        fixed = false;
    }

    /** Whether none was given. */
    public boolean isMissing() {
        return source == null;
    }

    /**
     * Sends the key in a header, behind a prefix such as {@code "Bearer "}; {@link Authorizer#NONE} without a key.
     *
     * @throws SettingException if it is null or blank, cannot be sent, or is no key but a placeholder
     */
    public Authorizer in(String header, String prefix) {
        Supplier<String> keys = source;
        if (keys == null) {
            return Authorizer.NONE;
        }
        if (!fixed) {
            return Authorizer.header(header, prefix, () -> checked(keys.get()));
        }
        String fault = SecretText.fault(keys.get());
        if (fault != null) {
            throw SettingException.fault("apiKey", fault);
        }
        return Authorizer.header(header, prefix, keys);
    }

    private static String checked(@Nullable String key) {
        String fault = SecretText.fault(key);
        if (key == null || fault != null) {
            throw new AuthenticationException("what the supplier of apiKey returns " + fault);
        }
        return key;
    }

    /** Shows no key. */
    @Override
    public String toString() {
        return "ApiKey[***]";
    }
}
