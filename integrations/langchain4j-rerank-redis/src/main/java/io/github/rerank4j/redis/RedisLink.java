package io.github.rerank4j.redis;

import java.util.List;
import java.util.concurrent.CompletionStage;

/** The way to Redis and back. Thread-safe; no method blocks. */
interface RedisLink extends AutoCloseable {

    /**
     * Runs the script once.
     *
     * @param arguments all but the first one, which is the time
     * @return the reply, on any thread; it may never come
     */
    CompletionStage<List<Object>> call(List<String> arguments);

    /** Lets go of connections that give no answer; the next call makes new ones. */
    void reconnect();

    /** Whether there is a connection on which a call can be answered. Blocks nobody and takes no lock. */
    boolean isConnected();

    /** Host and port for messages; empty while they are not known. */
    String where();

    /** Closes its connections. */
    @Override
    void close();
}
