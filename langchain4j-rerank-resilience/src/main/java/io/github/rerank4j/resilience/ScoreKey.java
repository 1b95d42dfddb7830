package io.github.rerank4j.resilience;

import java.nio.ByteBuffer;
import java.util.HexFormat;

/**
 * The key of a score in a {@link ScoreStore}: 16 bytes of a keyed hash of everything that the score depends on. Neither
 * query nor document can be guessed from it without {@link CachingScoringModel.Builder#keySecret}. Immutable.
 */
public final class ScoreKey {

    private static final int BYTES = 16;

    private final long first;
    private final long last;

    ScoreKey(long first, long last) {
        this.first = first;
        this.last = last;
    }

    /**
     * The key with those bytes, for tests of stores.
     *
     * @throws IllegalArgumentException if there are not 16 of them
     */
    public static ScoreKey of(byte[] bytes) {
        if (bytes == null || bytes.length != BYTES) {
            throw new IllegalArgumentException("a key has " + BYTES + " bytes; give as many");
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        return new ScoreKey(buffer.getLong(), buffer.getLong());
    }

    /** Its 16 bytes; a new array each time. */
    public byte[] bytes() {
        return ByteBuffer.allocate(BYTES).putLong(first).putLong(last).array();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ScoreKey key && first == key.first && last == key.last;
    }

    /** The bytes of a hash are spread evenly already. */
    @Override
    public int hashCode() {
        return (int) first;
    }

    /** Its bytes as 32 hexadecimal digits. */
    @Override
    public String toString() {
        return HexFormat.of().toHexDigits(first) + HexFormat.of().toHexDigits(last);
    }
}
