package io.github.rerank4j.tencent;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Credentials for a time.
 *
 * @param credentials the credentials
 * @param refreshAt from when on they should be fetched anew
 * @param expiresAt from when on they are worth nothing
 */
record Lease(TencentCredentials credentials, Instant refreshAt, Instant expiresAt) {

    /** A key pair that stays. */
    static Lease permanent(String secretId, String secretKey) {
        return new Lease(credentials(secretId, secretKey, null), Instant.MAX, Instant.MAX);
    }

    /**
     * A key pair and its token as Tencent's services give them, to be fetched anew when only that much time is left.
     *
     * @param expiredTime when it expires, in seconds since 1970
     */
    static Lease temporary(JsonNode found, JsonNode expiredTime, Duration early) {
        TencentCredentials credentials =
                credentials(text(found, "TmpSecretId"), text(found, "TmpSecretKey"), text(found, "Token"));
        if (!expiredTime.isInt() && !expiredTime.isLong()) {
            throw new NoCredentials("the reply has no ExpiredTime");
        }
        Instant expiresAt = Instant.ofEpochSecond(expiredTime.longValue());
        return new Lease(credentials, expiresAt.minus(early), expiresAt);
    }

    private static TencentCredentials credentials(String secretId, String secretKey, @Nullable String token) {
        try {
            return TencentCredentials.of(secretId, secretKey, token);
        } catch (IllegalArgumentException unusable) {
            throw new NoCredentials(String.valueOf(unusable.getMessage()));
        }
    }

    private static String text(JsonNode found, String name) {
        JsonNode value = found.path(name);
        if (value.isTextual()) {
            return value.textValue();
        }
        throw new NoCredentials("the reply has no " + name);
    }

    boolean isDue(Instant now) {
        return !now.isBefore(refreshAt);
    }

    boolean lasts(Instant now) {
        return now.isBefore(expiresAt);
    }
}
