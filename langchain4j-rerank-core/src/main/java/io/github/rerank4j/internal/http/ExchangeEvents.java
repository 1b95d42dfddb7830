package io.github.rerank4j.internal.http;

import java.io.IOException;

/** What an attempt wants to know of its exchange. */
public interface ExchangeEvents {

    /** The request can be aborted from now on. May be called again: for a connection that was dead before. */
    default void began(AbortableExchange request) {}

    /** A connection is being made; {@code proxied} where a proxy has to let it through, before any TLS. */
    default void connects(AbortableExchange request, boolean proxied) {}

    /** The thread is about to touch the wire. */
    default void reachesWire() {}

    /** The last byte of the request was written. The last time counts, where it is called again. */
    default void sent() {}

    /** Nobody had looked at the request, and it is sent again. */
    default void sendsAgain(IOException reason) {}

    /** Aborting is over. */
    default void ended(AbortableExchange request) {}
}
