package io.github.rerank4j.internal;

import java.io.IOException;
import java.net.Socket;
import java.util.Map;
import java.util.WeakHashMap;
import okhttp3.Connection;
import org.jspecify.annotations.Nullable;

/** Connections of HTTP/2, each used by many requests at a time. */
final class SharedConnections {

    private final Map<Connection, Shared> shared = new WeakHashMap<>();

    /** A request begins on a connection; {@code counted} is null if nobody knows what comes in over it. */
    synchronized Shared join(Connection connection, @Nullable CountedSocket counted) {
        Shared joined = shared.computeIfAbsent(connection, added -> new Shared(connection.socket(), counted));
        joined.join();
        return joined;
    }

    /** One connection, which must not be held here: it is the key of a weak map. */
    static final class Shared {

        private final Socket socket;
        private final @Nullable CountedSocket counted;
        private volatile boolean answered;
        private long underway;
        private boolean left;

        private Shared(Socket socket, @Nullable CountedSocket counted) {
            this.socket = socket;
            this.counted = counted;
        }

        private synchronized void join() {
            underway++;
        }

        /** Whether a request has been answered over it. */
        boolean hasAnswered() {
            return answered;
        }

        /** A request is answered over it. */
        void answers() {
            answered = true;
        }

        /** Whether the other side has ended it; false if nobody knows. */
        boolean hasEnded() {
            return counted != null && counted.hasEnded();
        }

        /** For how many nanoseconds nothing has come in; for ever if nobody knows. */
        long silentNanos() {
            return counted == null ? Long.MAX_VALUE : counted.silentNanos();
        }

        /** Nobody new will use it: it is closed when the last request on it is over. */
        void leave() {
            boolean idle;
            synchronized (this) {
                left = true;
                idle = underway == 0;
            }
            if (idle) {
                close();
            }
        }

        /** A request on it is over. */
        void end() {
            boolean last;
            synchronized (this) {
                underway--;
                last = left && underway == 0;
            }
            if (last) {
                close();
            }
        }

        /** Closes it if a write to it has not come to its end for so long: the writer would wait for the kernel. */
        void closeIfStuck(long nanos) {
            if (counted != null && counted.writingNanos() >= nanos) {
                close();
            }
        }

        /** The bare socket first: that of TLS would wait for a writer to end. */
        private void close() {
            try {
                if (counted != null) {
                    counted.close();
                }
                socket.close();
            } catch (IOException alreadyBroken) {
                // it is not used again either way
            }
        }
    }
}
