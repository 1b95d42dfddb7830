package io.github.rerank4j.cli.model;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** What a list of texts has in common with no other: SHA-256, the length of each text before it. */
public final class Fingerprint {

    private static final int LENGTH = 16;

    private final MessageDigest digest;

    /** Of no text yet. */
    public Fingerprint() {
        try {
            this.digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Adds a text. */
    public Fingerprint add(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
        digest.update(bytes);
        return this;
    }

    /** Half of it in hexadecimal digits; asked once. */
    @Override
    public String toString() {
        return HexFormat.of().formatHex(digest.digest(), 0, LENGTH);
    }
}
