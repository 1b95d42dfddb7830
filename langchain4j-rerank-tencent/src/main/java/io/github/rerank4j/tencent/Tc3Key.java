package io.github.rerank4j.tencent;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.LocalDate;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** What signing with one key pair needs for one service on one day (UTC). Immutable. */
final class Tc3Key {

    static final String HMAC = "HmacSHA256";

    static final String SIGNED_HEADERS = "content-type;host";

    private static final String TERMINATOR = "tc3_request";

    private final String secretId;
    private final String secretKey;
    private final long epochDay;
    private final byte[] scope;
    private final byte[] authorization;
    private final byte[] dateKey;
    private final byte[] serviceKey;
    private final byte[] signingKey;

    Tc3Key(TencentCredentials credentials, String service, long epochDay) {
        this(credentials.secretId(), credentials.secretKey(), service, epochDay);
    }

    Tc3Key(String secretId, String secretKey, String service, long epochDay) {
        // LocalDate writes ASCII digits whatever the default locale is
        String date = LocalDate.ofEpochDay(epochDay).toString();
        this.secretId = secretId;
        this.secretKey = secretKey;
        this.epochDay = epochDay;
        String scope = date + "/" + service + "/" + TERMINATOR;
        this.scope = ascii(scope);
        this.authorization = ascii("TC3-HMAC-SHA256 Credential=" + secretId + "/" + scope + ", SignedHeaders="
                + SIGNED_HEADERS + ", Signature=");
        this.dateKey = hmac(("TC3" + secretKey).getBytes(StandardCharsets.UTF_8), date);
        this.serviceKey = hmac(dateKey, service);
        this.signingKey = hmac(serviceKey, TERMINATOR);
    }

    boolean serves(TencentCredentials other, long day) {
        return epochDay == day && secretId.equals(other.secretId()) && secretKey.equals(other.secretKey());
    }

    /** Date, service and terminator, in ASCII. */
    byte[] scope() {
        return scope;
    }

    /** The {@code Authorization} header up to the signature, in ASCII. */
    byte[] authorization() {
        return authorization;
    }

    byte[] dateKey() {
        return dateKey;
    }

    byte[] serviceKey() {
        return serviceKey;
    }

    byte[] signingKey() {
        return signingKey;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] hmac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(key, HMAC));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("this Java lacks HMAC-SHA-256", missing);
        }
    }
}
