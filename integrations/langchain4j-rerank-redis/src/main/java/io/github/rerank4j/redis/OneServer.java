package io.github.rerank4j.redis;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisConnectionStateListener;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;

/** Connections to one Redis. */
record OneServer(RedisClient client) implements LettuceLink.Connector {

    @Override
    public LettuceLink.Connected connect(RedisConnectionStateListener watcher) {
        client.addListener(watcher);
        try {
            StatefulRedisConnection<String, String> made = client.connect();
            return new LettuceLink.Connected(made, made.async());
        } finally {
            client.removeListener(watcher);
        }
    }

    @Override
    public StatefulRedisPubSubConnection<String, String> listen() {
        return client.connectPubSub();
    }
}
