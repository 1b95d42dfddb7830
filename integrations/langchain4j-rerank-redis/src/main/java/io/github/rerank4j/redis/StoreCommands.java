package io.github.rerank4j.redis;

import io.lettuce.core.AbstractRedisClient;
import io.lettuce.core.SetArgs;
import io.lettuce.core.cluster.api.StatefulRedisClusterConnection;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.output.StatusOutput;
import io.lettuce.core.protocol.AsyncCommand;
import io.lettuce.core.protocol.Command;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A connection that is open, and the commands of a store on it. */
record StoreCommands(Connected<byte[]> connected) {

    private static final byte[] NONE = {};
    private static final Duration SHORTEST = Duration.ofMillis(1);
    private static final Duration LONGEST = Duration.ofDays(3650);

    /** Blocks until the connection is there. */
    static StoreCommands open(AbstractRedisClient client) {
        return new StoreCommands(Connected.open(client, ByteArrayCodec.INSTANCE));
    }

    /** Whether the connection is still open. A connection to a cluster stays, whatever becomes of a single node. */
    boolean isAlive() {
        return connected.connection() instanceof StatefulRedisClusterConnection
                || connected.connection().isOpen();
    }

    /** One value per key, in the order of the keys; an empty one for a key that is not there. */
    CompletionStage<List<byte[]>> get(List<byte[]> keys) {
        return connected
                .commands()
                .mget(keys.toArray(byte[][]::new))
                .thenApply(pairs ->
                        pairs.stream().map(pair -> pair.getValueOrElse(NONE)).toList());
    }

    /** Writes all in one flush per node, and not in one per command. */
    CompletionStage<Void> put(List<byte[]> keys, List<byte[]> values, Duration timeToLive) {
        SetArgs expiry = SetArgs.Builder.px(millis(timeToLive));
        List<AsyncCommand<byte[], byte[], String>> sets = new ArrayList<>(keys.size());
        for (int i = 0; i < keys.size(); i++) {
            CommandArgs<byte[], byte[]> words = new CommandArgs<>(ByteArrayCodec.INSTANCE)
                    .addKey(keys.get(i))
                    .addValue(values.get(i));
            expiry.build(words);
            sets.add(new AsyncCommand<>(
                    new Command<>(CommandType.SET, new StatusOutput<>(ByteArrayCodec.INSTANCE), words)));
        }
        connected.connection().dispatch(sets);
        return CompletableFuture.allOf(sets.toArray(CompletableFuture<?>[]::new));
    }

    /** Done when it is closed. */
    CompletableFuture<Void> close() {
        return Connections.close(connected.connection());
    }

    private static long millis(Duration timeToLive) {
        Duration atLeast = timeToLive.compareTo(SHORTEST) < 0 ? SHORTEST : timeToLive;
        return (atLeast.compareTo(LONGEST) > 0 ? LONGEST : atLeast).toMillis();
    }
}
