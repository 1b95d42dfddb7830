package io.github.rerank4j.service;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * What a list of texts and bytes has in common with no other list: SHA-256 over them in order, each behind its length, so
 * that it counts where one ends. Shows none of them. Not for use by several threads.
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

    /** 64 hexadecimal digits of what was added, all of which is forgotten with that. */
    public String hex() {
        return HexFormat.of().formatHex(digest.digest());
    }
}
