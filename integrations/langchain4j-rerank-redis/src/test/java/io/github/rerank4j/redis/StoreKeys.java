package io.github.rerank4j.redis;

import io.github.rerank4j.resilience.ScoreKey;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.IntStream;

/** Keys of scores, as a cache makes them. */
final class StoreKeys {

    private StoreKeys() {}

    static ScoreKey key(int number) {
        return ScoreKey.of(
                ByteBuffer.allocate(16).putLong(0x5eed).putLong(number).array());
    }

    /** The first so many keys. */
    static List<ScoreKey> keys(int count) {
        return IntStream.range(0, count).mapToObj(StoreKeys::key).toList();
    }
}
