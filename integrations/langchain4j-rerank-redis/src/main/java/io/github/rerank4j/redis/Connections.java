package io.github.rerank4j.redis;

import io.lettuce.core.RedisChannelHandler;
import io.lettuce.core.api.StatefulConnection;
import java.util.concurrent.CompletableFuture;

/** How connections of Lettuce end. */
final class Connections {

    private Connections() {}

    /** Done when it is closed; Lettuce warns of what is closed twice, as it is where the client was closed first. */
    static CompletableFuture<Void> close(StatefulConnection<?, ?> connection) {
        return connection instanceof RedisChannelHandler<?, ?> handler && handler.isClosed()
                ? CompletableFuture.completedFuture(null)
                : connection.closeAsync();
    }
}
