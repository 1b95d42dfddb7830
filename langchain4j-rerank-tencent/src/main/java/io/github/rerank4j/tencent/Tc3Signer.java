package io.github.rerank4j.tencent;

import io.github.rerank4j.spi.Attempt;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Signs attempts with TC3-HMAC-SHA256: body, {@code content-type} and {@code host}, as Tencent's SDKs do. Keys are
 * derived once for a key pair and a day. Safe for use by many threads.
 */
final class Tc3Signer {

    private static final long SECONDS_PER_DAY = 86_400;

    private final String service;
    private final AtomicReference<@Nullable Tc3Steps> idle = new AtomicReference<>();
    private volatile @Nullable Tc3Key lastKey;

    /**
     * @param service the name in the credential scope, whatever the host is called
     */
    Tc3Signer(String service) {
        this.service = service;
    }

    /**
     * The value of the {@code Authorization} header.
     *
     * @param timestamp seconds since 1970, as sent in {@code X-TC-Timestamp}
     */
    String authorization(TencentCredentials credentials, Attempt attempt, long timestamp) {
        Tc3Key key = key(credentials, timestamp);
        Tc3Steps reused = idle.getAndSet(null);
        Tc3Steps steps = reused == null ? new Tc3Steps() : reused;
        steps.canonicalRequest(attempt);
        steps.stringToSign(key, timestamp);
        steps.authorization(key);
        String authorization = steps.text();
        idle.set(steps);
        return authorization;
    }

    /** The key of that day in UTC, the day of the timestamp and no other clock's. */
    Tc3Key key(TencentCredentials credentials, long timestamp) {
        long day = Math.floorDiv(timestamp, SECONDS_PER_DAY);
        Tc3Key known = lastKey;
        if (known == null || !known.serves(credentials, day)) {
            known = new Tc3Key(credentials, service, day);
            lastKey = known;
        }
        return known;
    }
}
