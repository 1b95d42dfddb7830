package io.github.rerank4j.service;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * SHA-256 over a list of texts or bytes, for what must tell two lists apart and show neither. Each goes in behind its length,
 * so {@code ab, c} differs from {@code a, bc}. Not for use by several threads.
 */
public final class Fingerprint {

    private final MessageDigest digest;

    /** Of an empty list. */
    public Fingerprint() {
        try {
            this.digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }

    /** Adds a text, as UTF-8. */
    public Fingerprint add(String text) {
        return add(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Adds bytes. */
    public Fingerprint add(byte[] bytes) {
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
        digest.update(bytes);
        return this;
    }

    /** 64 hexadecimal digits. Begins a new list. */
    public String hex() {
        return HexFormat.of().formatHex(digest.digest());
    }
}
