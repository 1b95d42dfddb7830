package io.github.rerank4j.tencent;

import io.github.rerank4j.settings.SettingException;
import io.github.rerank4j.spi.SecretText;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A key pair of Tencent Cloud, with the session token that belongs to it if it is a temporary one. Immutable. */
public final class TencentCredentials {

    private static final int SHOWN = 4;
    private static final int LONG_ENOUGH_TO_SHOW = 16;

    private final String secretId;
    private final String secretKey;
    private final @Nullable String token;

    private TencentCredentials(String secretId, String secretKey, @Nullable String token) {
        this.secretId = checked("secretId", secretId);
        if (secretId.indexOf('/') >= 0 || secretId.indexOf(',') >= 0) {
            throw SettingException.of(
                    "{secretId} holds a slash or a comma, which no {secretId} has",
                    "copy it from your Tencent Cloud API key");
        }
        this.secretKey = checked("secretKey", secretKey);
        this.token = token == null ? null : checked("token", token);
    }

    /**
     * A permanent key pair.
     *
     * @throws IllegalArgumentException if one is null, blank, a placeholder, or holds a space, a line break or
     *     non-ASCII, or the id a slash or a comma
     */
    public static TencentCredentials of(String secretId, String secretKey) {
        return new TencentCredentials(secretId, secretKey, null);
    }

    /**
     * A temporary key pair with its session token; a permanent one if the token is null.
     *
     * @throws IllegalArgumentException if one is blank, a placeholder, or holds a space, a line break or non-ASCII,
     *     or the id a slash or a comma
     */
    public static TencentCredentials of(String secretId, String secretKey, @Nullable String token) {
        return new TencentCredentials(secretId, secretKey, token);
    }

    /** The name of the key pair, which is sent. */
    public String secretId() {
        return secretId;
    }

    /** The key to sign with, which is never sent. */
    public String secretKey() {
        return secretKey;
    }

    /** The session token of a temporary key pair. */
    public Optional<String> token() {
        return Optional.ofNullable(token);
    }

    /** Equal if all three values are. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof TencentCredentials that
                && secretId.equals(that.secretId)
                && secretKey.equals(that.secretKey)
                && Objects.equals(token, that.token);
    }

    @Override
    public int hashCode() {
        return Objects.hash(secretId, secretKey, token);
    }

    /** Shows how the id begins, and no secret. */
    @Override
    public String toString() {
        String start = secretId.length() < LONG_ENOUGH_TO_SHOW ? "" : secretId.substring(0, SHOWN);
        return "TencentCredentials[secretId=" + start + "***, secretKey=***" + (token == null ? "]" : ", token=***]");
    }

    private static String checked(String name, @Nullable String value) {
        if (value == null || value.isBlank()) {
            throw SettingException.of("{%s} is missing", "copy it from your Tencent Cloud API key", name);
        }
        String fault = SecretText.fault(value);
        if (fault != null) {
            throw SettingException.fault(name, fault);
        }
        return value;
    }
}
