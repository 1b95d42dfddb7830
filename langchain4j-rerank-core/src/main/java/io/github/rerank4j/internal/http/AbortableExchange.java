package io.github.rerank4j.internal.http;

/** An exchange under way. Its methods may be called by any thread, and do not wait. */
public interface AbortableExchange {

    /** Aborts it; its connection of HTTP/2 stays in use. */
    void abort();

    /** Aborts it because it took too long: a connection of HTTP/2 that is silent as well is given up. */
    void abortTooSlow();

    /** Whether it may go on although it was aborted: with HTTP/2 a write to a dead connection does not end by itself. */
    boolean mayStick();

    /** Ends the connection if a write to it has been under way for longer than a second. */
    void unstick();
}
