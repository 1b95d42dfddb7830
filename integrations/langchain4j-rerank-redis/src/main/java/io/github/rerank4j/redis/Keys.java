package io.github.rerank4j.redis;

import java.util.stream.Stream;

/** The names of one limiter in Redis. They share a hash tag, so that they are on one node of a cluster. */
final class Keys {

    private final String tag;

    /** The limit comes first, so that the tag is never empty, whatever the user's key begins with. */
    Keys(String key, Limit limit) {
        this.tag = "rerank4j:{" + limit.name() + ":" + key + "}:";
    }

    String[] all() {
        return Stream.of("state", "lanes", "tokens", "jvms", "line", "needs")
                .map(tag::concat)
                .toArray(String[]::new);
    }

    /** The prefix of the channels; the name of a JVM follows. */
    String channels() {
        return tag + "wake:";
    }
}
