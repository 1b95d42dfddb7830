package io.github.rerank4j.internal.http;

import java.io.IOException;

/** What the sender wants to know while its request is under way. */
public interface Transfer {

    /** The request can be aborted from now on. May be told again: for a connection that was dead before. */
    default void began(Ongoing request) {}

    /** A connection is being made; {@code proxied} where a proxy has to let it through, before any TLS. */
    default void connects(Ongoing request, boolean proxied) {}

    /** The thread is about to touch the wire. */
    default void reachesWire() {}

    /** The last byte of the request was written. The last time counts, where it is told again. */
    default void sent() {}

    /** Nobody had looked at the request, and it is sent again. */
    default void sendsAgain(IOException reason) {}

    /** Aborting is over. */
    default void ended(Ongoing request) {}
}
