package io.github.rerank4j.redis;

import io.lettuce.core.AbstractRedisClient;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.cluster.api.StatefulRedisClusterConnection;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import io.lettuce.core.codec.RedisCodec;

/**
 * A connection of Lettuce to one server or to a cluster, and the commands that both know.
 *
 * @param <T> what keys and values are written as
 */
record Connected<T>(StatefulConnection<T, T> connection, RedisClusterAsyncCommands<T, T> commands) {

    /** Blocks until the connection is there. */
    static <T> Connected<T> open(AbstractRedisClient client, RedisCodec<T, T> codec) {
        if (client instanceof RedisClusterClient cluster) {
            StatefulRedisClusterConnection<T, T> made = cluster.connect(codec);
            return new Connected<>(made, made.async());
        }
        StatefulRedisConnection<T, T> made = ((RedisClient) client).connect(codec);
        return new Connected<>(made, made.async());
    }
}
