package io.github.rerank4j.internal.http;

import java.io.IOException;
import java.util.Map;
import java.util.WeakHashMap;
import okhttp3.Connection;

/**
 * Who uses a connection. A reply is judged after it was read whole, and by then OkHttp may have given its connection to
 * another request; if the reply was odd, what that request reads cannot be trusted.
 */
final class ConnectionOwners {

    private final Map<Connection, Owner> owners = new WeakHashMap<>();

    /** A connection that is not to be used any more. */
    static final class Discarded extends IOException {

        private static final long serialVersionUID = 1L;

        Discarded() {
            super("this connection is not to be used again");
        }
    }

    /** One request on a connection. */
    static final class Owner {

        private volatile boolean discarded;
        private volatile boolean tainted;

        /** Whether this request was the last on its connection. */
        boolean hasDiscarded() {
            return discarded;
        }

        /** Whether the reply to this request may be what was left of another. */
        boolean isTainted() {
            return tainted;
        }
    }

    /**
     * The connection is used by a request from now on. Whether it was used before.
     *
     * @throws Discarded if it was discarded meanwhile; nothing has been sent
     */
    synchronized boolean take(Connection connection, Owner owner) throws Discarded {
        Owner before = owners.get(connection);
        if (before != null && before.discarded) {
            throw new Discarded();
        }
        owners.put(connection, owner);
        return before != null;
    }

    /** Whether the connection is still the owner's to close; if not, the request that has it now is tainted. */
    synchronized boolean discard(Connection connection, Owner owner) {
        Owner current = owners.get(connection);
        if (current != null && current != owner) {
            current.tainted = true;
        }
        owner.discarded = true;
        return current == owner;
    }
}
