package io.github.rerank4j.redis;

import io.lettuce.core.RedisChannelHandler;
import io.lettuce.core.api.StatefulConnection;
import java.util.concurrent.CompletableFuture;

/** Closes connections of Lettuce. */
final class Connections {

    private Connections() {}

    /** Done when it is closed. Lettuce warns of a second close, and closing the client was the first. */
    static CompletableFuture<Void> close(StatefulConnection<?, ?> connection) {
        return connection instanceof RedisChannelHandler<?, ?> handler && handler.isClosed()
                ? CompletableFuture.completedFuture(null)
                : connection.closeAsync();
    }
}
