package io.github.rerank4j.redis;

import io.lettuce.core.AbstractRedisClient;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisConnectionStateListener;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;

/** The connections that a client makes for a limiter, whether it leads to one server or to a cluster. */
record ClientConnector(AbstractRedisClient client) implements LettuceLink.Connector {

    @Override
    public Connected<String> connect(RedisConnectionStateListener watcher) {
        client.addListener(watcher);
        try {
            return Connected.open(client, StringCodec.UTF8);
        } finally {
            client.removeListener(watcher);
        }
    }

    @Override
    public StatefulRedisPubSubConnection<String, String> listen() {
        return client instanceof RedisClusterClient cluster
                ? cluster.connectPubSub()
                : ((RedisClient) client).connectPubSub();
    }
}
