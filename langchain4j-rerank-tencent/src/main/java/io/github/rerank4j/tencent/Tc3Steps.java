package io.github.rerank4j.tencent;

import io.github.rerank4j.spi.Attempt;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * The steps from an attempt to its signature, each of which replaces the {@link #text} of the one before. Buffers and
 * digests are used again from one attempt to the next. Not for several threads at a time.
 */
final class Tc3Steps {

    private static final byte[] HEX = ascii("0123456789abcdef");
    private static final byte[] ALGORITHM = ascii("TC3-HMAC-SHA256\n");
    private static final byte[] LINE_END = ascii("\n");
    private static final int DIGEST_BYTES = 32;
    private static final int LONGEST_DECIMAL = 19;

    private final MessageDigest sha256;
    private final DigestOutputStream digested;
    private final Mac hmac;
    private final byte[] digest = new byte[DIGEST_BYTES];
    private byte[] text = new byte[512];
    private int length;
    private @Nullable Tc3Key initialised;
    private String headHost = "";
    private String headContentType = "";
    private byte[] head = {};

    Tc3Steps() {
        try {
            this.sha256 = MessageDigest.getInstance("SHA-256");
            this.digested = new DigestOutputStream(OutputStream.nullOutputStream(), sha256);
            this.hmac = Mac.getInstance(Tc3Key.HMAC);
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("this Java lacks SHA-256", missing);
        }
    }

    /** The canonical request. Its path is a slash always, also behind a gateway with a path of its own. */
    void canonicalRequest(Attempt attempt) {
        try {
            attempt.body().writeTo(digested);
        } catch (IOException impossible) {
            throw new UncheckedIOException("writing to a digest", impossible);
        }
        digest();
        length = 0;
        append(head(attempt));
        appendDigest();
    }

    /** The string to sign, from the canonical request. */
    void stringToSign(Tc3Key key, long timestamp) {
        sha256.update(text, 0, length);
        digest();
        length = 0;
        append(ALGORITHM);
        appendDecimal(timestamp);
        append(LINE_END);
        append(key.scope());
        append(LINE_END);
        appendDigest();
    }

    /** The value of the {@code Authorization} header, from the string to sign; the signature is at its end. */
    void authorization(Tc3Key key) {
        sign(key);
        length = 0;
        append(key.authorization());
        appendDigest();
    }

    /** What the last step made. */
    String text() {
        return new String(text, 0, length, StandardCharsets.ISO_8859_1);
    }

    /** The canonical request up to the digest of the body, which is the same for all attempts of a model. */
    private byte[] head(Attempt attempt) {
        if (!headHost.equals(attempt.host()) || !headContentType.equals(attempt.contentType())) {
            headHost = attempt.host();
            headContentType = attempt.contentType();
            head = ascii("POST\n/\n\ncontent-type:" + canonical(headContentType) + "\nhost:" + canonical(headHost)
                    + "\n\n" + Tc3Key.SIGNED_HEADERS + "\n");
        }
        return head;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static String canonical(String headerValue) {
        return headerValue.strip().toLowerCase(Locale.ROOT);
    }

    private void digest() {
        try {
            sha256.digest(digest, 0, DIGEST_BYTES);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("SHA-256 needs more than 32 bytes", impossible);
        }
    }

    private void sign(Tc3Key key) {
        try {
            if (initialised != key) {
                hmac.init(new SecretKeySpec(key.signingKey(), Tc3Key.HMAC));
                initialised = key;
            }
            hmac.update(text, 0, length);
            hmac.doFinal(digest, 0);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("HMAC-SHA-256 refuses its key", impossible);
        }
    }

    private void append(byte[] ascii) {
        reserve(ascii.length);
        System.arraycopy(ascii, 0, text, length, ascii.length);
        length += ascii.length;
    }

    private void appendDigest() {
        reserve(2 * DIGEST_BYTES);
        for (byte b : digest) {
            text[length++] = HEX[(b >> 4) & 0xf];
            text[length++] = HEX[b & 0xf];
        }
    }

    private void appendDecimal(long number) {
        reserve(LONGEST_DECIMAL);
        int digits = 1;
        for (long rest = number / 10; rest > 0; rest /= 10) {
            digits++;
        }
        long rest = number;
        for (int i = length + digits - 1; i >= length; i--) {
            text[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        length += digits;
    }

    private void reserve(int more) {
        if (length + more > text.length) {
            text = Arrays.copyOf(text, 2 * (length + more));
        }
    }
}
