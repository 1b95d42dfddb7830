package io.github.rerank4j.redis;

import io.github.rerank4j.concurrent.Futures;
import io.github.rerank4j.concurrent.Threads;
import io.lettuce.core.RedisChannelHandler;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisConnectionException;
import io.lettuce.core.RedisConnectionStateListener;
import io.lettuce.core.RedisNoScriptException;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The connections of Lettuce: one for the script, one for what other JVMs tell this one. They are made on a thread of the
 * executor, because a {@code RedisClient} connects to its own address only while its caller waits.
 */
final class LettuceLink implements RedisLink {

    /** A wait in microseconds, a second at most; whatever else arrives is not from a limiter. */
    private static final Pattern WAIT = Pattern.compile("\\d{1,6}|1000000");

    private static final String SERVERS_CLOCK = "-1";

    /** A connection is replaced because of what Redis says once in so long at most. */
    private static final long BETWEEN = TimeUnit.SECONDS.toNanos(3);

    /** Lettuce waits for a server that accepts a connection and says nothing as long as for a command, a minute. */
    private static final long CONNECTING = TimeUnit.SECONDS.toNanos(10);

    private final ReentrantLock lock = new ReentrantLock();
    private final Connector connector;
    private final String[] keys;
    private final String channel;
    private final Executor executor;
    private final LongConsumer told;
    private final LongSupplier nanoTime;
    private final List<StatefulRedisPubSubConnection<String, String>> listeners = new ArrayList<>();

    private volatile @Nullable CompletableFuture<Connected<String>> connected;
    private long begun;
    private volatile String where = "";
    private boolean closed;

    /** Makes connections; both methods block. */
    interface Connector {

        Connected<String> connect(RedisConnectionStateListener watcher);

        StatefulRedisPubSubConnection<String, String> listen();
    }

    LettuceLink(
            Connector connector, Keys keys, String jvm, Executor executor, LongConsumer told, LongSupplier nanoTime) {
        this.connector = connector;
        this.keys = keys.all();
        this.channel = keys.channels() + jvm;
        this.executor = executor;
        this.told = told;
        this.nanoTime = nanoTime;
    }

    @Override
    public CompletionStage<List<Object>> call(List<String> arguments) {
        List<String> all = new ArrayList<>(arguments.size() + 1);
        all.add(SERVERS_CLOCK);
        all.addAll(arguments);
        String[] values = all.toArray(String[]::new);
        return connection()
                .thenCompose(there ->
                        run(there.commands(), values).whenComplete((reply, failure) -> replaceIfGone(there, failure)));
    }

    /** A client may be told not to connect again by itself, and an address may lead to a new master by now. */
    private void replaceIfGone(Connected<String> there, @Nullable Throwable failure) {
        if (failure != null && (!there.connection().isOpen() || (isReadOnly(failure) && mayFollow()))) {
            reconnect();
        }
    }

    private static boolean isReadOnly(Throwable failure) {
        return cause(failure) instanceof RedisCommandExecutionException refusal
                && String.valueOf(refusal.getMessage()).startsWith("READONLY");
    }

    private boolean mayFollow() {
        Threads.lock(lock);
        try {
            return nanoTime.getAsLong() - begun > BETWEEN;
        } finally {
            lock.unlock();
        }
    }

    private CompletionStage<List<Object>> run(RedisClusterAsyncCommands<String, String> commands, String[] values) {
        CompletionStage<List<Object>> first =
                commands.evalsha(Script.LIMIT.sha(), ScriptOutputType.MULTI, keys, values);
        return first.handle((reply, failure) -> {
                    if (cause(failure) instanceof RedisNoScriptException) {
                        CompletionStage<List<Object>> second =
                                commands.eval(Script.LIMIT.text(), ScriptOutputType.MULTI, keys, values);
                        return second;
                    }
                    return failure == null
                            ? CompletableFuture.completedFuture(reply)
                            : CompletableFuture.<List<Object>>failedFuture(failure);
                })
                .thenCompose(reply -> reply);
    }

    private static @Nullable Throwable cause(@Nullable Throwable failure) {
        return failure == null ? null : Futures.unwrapped(failure);
    }

    private CompletableFuture<Connected<String>> connection() {
        CompletableFuture<Connected<String>> fresh = new CompletableFuture<>();
        Threads.lock(lock);
        try {
            if (closed) {
                return CompletableFuture.failedFuture(new IllegalStateException("the limiter is closed"));
            }
            CompletableFuture<Connected<String>> there = connected;
            if (there != null && !there.isCompletedExceptionally()) {
                return there;
            }
            connected = fresh;
            begun = nanoTime.getAsLong();
        } finally {
            lock.unlock();
        }
        Threads.handOver(executor, () -> connect(fresh), fresh::completeExceptionally);
        return fresh;
    }

    private void connect(CompletableFuture<Connected<String>> fresh) {
        try {
            Connected<String> made = connector.connect(new Watcher());
            if (!fresh.complete(made)) {
                Connections.close(made.connection());
                return;
            }
            listen(fresh);
        } catch (Throwable failure) {
            String tried = Address.of(failure);
            where = tried.isEmpty() ? where : tried;
            fresh.completeExceptionally(failure);
        }
    }

    /** Without this connection waiters ask again by themselves, which is slower and not wrong. */
    private void listen(CompletableFuture<Connected<String>> owner) {
        try {
            StatefulRedisPubSubConnection<String, String> listening = connector.listen();
            listening.addListener(new Listener());
            listening.async().subscribe(channel);
            Threads.lock(lock);
            try {
                if (closed || connected != owner) {
                    Connections.close(listening);
                    return;
                }
                listeners.add(listening);
            } finally {
                lock.unlock();
            }
        } catch (RuntimeException failure) {
            // no JVM tells this one when to ask
        }
    }

    @Override
    public void reconnect() {
        Threads.lock(lock);
        try {
            letGo();
        } finally {
            lock.unlock();
        }
    }

    private void letGo() {
        CompletableFuture<Connected<String>> there = connected;
        // a connection that is being made gets some time: its thread waits for the same server
        if (there != null && (there.isDone() || nanoTime.getAsLong() - begun >= CONNECTING)) {
            connected = null;
            there.completeExceptionally(new RedisConnectionException("no connection within ten seconds"));
            there.thenAccept(made -> Connections.close(made.connection()));
            listeners.forEach(Connections::close);
            listeners.clear();
        }
    }

    @Override
    public boolean isConnected() {
        CompletableFuture<Connected<String>> there = connected;
        return there != null
                && there.isDone()
                && !there.isCompletedExceptionally()
                && there.join().connection().isOpen();
    }

    @Override
    public String where() {
        return where;
    }

    @Override
    public void close() {
        Threads.lock(lock);
        try {
            closed = true;
            CompletableFuture<Connected<String>> there = connected;
            if (there != null && !there.isDone()) {
                there.completeExceptionally(new IllegalStateException("the limiter is closed"));
            }
            letGo();
        } finally {
            lock.unlock();
        }
    }

    /** Learns where Redis is. */
    private final class Watcher implements RedisConnectionStateListener {

        @Override
        public void onRedisConnected(RedisChannelHandler<?, ?> connection, SocketAddress address) {
            where = Address.of(address);
        }
    }

    /** Runs on Lettuce's threads, so it hands over at once. */
    private final class Listener extends RedisPubSubAdapter<String, String> {

        @Override
        public void message(String from, String wait) {
            if (WAIT.matcher(wait).matches()) {
                Threads.handOver(executor, () -> told.accept(Long.parseLong(wait)), Threads::report);
            }
        }
    }
}
