package io.github.rerank4j.redis;

import io.github.rerank4j.fixtures.RedisProcess;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;

/** One Redis for the tests of this JVM that do not break it, and a connection to it. Both end with the JVM. */
final class ARedis {

    static final RedisProcess SERVER = RedisProcess.start();
    static final RedisClient CLIENT = RedisClient.create(SERVER.uri());
    static final StatefulRedisConnection<String, String> CONNECTION = CLIENT.connect();

    private ARedis() {}
}
