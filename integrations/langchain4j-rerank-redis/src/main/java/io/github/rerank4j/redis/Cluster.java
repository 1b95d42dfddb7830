package io.github.rerank4j.redis;

import io.lettuce.core.RedisConnectionStateListener;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.cluster.api.StatefulRedisClusterConnection;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;

/** Connections to a cluster, whose client finds the node. */
record Cluster(RedisClusterClient client) implements LettuceLink.Connector {

    @Override
    public LettuceLink.Connected connect(RedisConnectionStateListener watcher) {
        client.addListener(watcher);
        try {
            StatefulRedisClusterConnection<String, String> made = client.connect();
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
