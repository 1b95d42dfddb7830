package io.github.rerank4j.redis;

import io.github.rerank4j.resilience.ScoreKey;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * How a score is written in a Redis. The key is text, so that an operator's tools can find and count the keys; the value
 * is its eight bytes and four of a check sum over key and score, so that a value of somebody else, a damaged one and one of
 * another key are not taken for scores.
 */
final class StoreEntries {

    private static final int VALUE_BYTES = Double.BYTES + Integer.BYTES;

    private final byte[] prefix;

    StoreEntries(String prefix) {
        this.prefix = prefix.getBytes(StandardCharsets.UTF_8);
    }

    List<byte[]> keys(List<ScoreKey> keys) {
        List<byte[]> written = new ArrayList<>(keys.size());
        for (ScoreKey key : keys) {
            byte[] digits = key.toString().getBytes(StandardCharsets.US_ASCII);
            written.add(ByteBuffer.allocate(prefix.length + digits.length)
                    .put(prefix)
                    .put(digits)
                    .array());
        }
        return written;
    }

    List<byte[]> values(List<ScoreKey> keys, double[] scores) {
        List<byte[]> written = new ArrayList<>(scores.length);
        for (int i = 0; i < scores.length; i++) {
            written.add(ByteBuffer.allocate(VALUE_BYTES)
                    .putDouble(scores[i])
                    .putInt(checkSum(keys.get(i), scores[i]))
                    .array());
        }
        return written;
    }

    /**
     * One score per key; NaN where there is none.
     *
     * @param values one per key; an empty one for none
     */
    double[] scores(List<ScoreKey> keys, List<byte[]> values) {
        double[] scores = new double[keys.size()];
        for (int i = 0; i < scores.length; i++) {
            scores[i] = score(keys.get(i), values.get(i));
        }
        return scores;
    }

    private static double score(ScoreKey key, byte[] value) {
        if (value.length != VALUE_BYTES) {
            return Double.NaN;
        }
        ByteBuffer buffer = ByteBuffer.wrap(value);
        double score = buffer.getDouble();
        return Double.isFinite(score) && buffer.getInt() == checkSum(key, score) ? score : Double.NaN;
    }

    private static int checkSum(ScoreKey key, double score) {
        CRC32C sum = new CRC32C();
        sum.update(key.bytes());
        sum.update(ByteBuffer.allocate(Double.BYTES).putDouble(score).flip());
        return (int) sum.getValue();
    }
}
