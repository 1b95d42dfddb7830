package io.github.rerank4j.internal.http;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import javax.net.ssl.SSLSocket;
import okhttp3.Connection;
import org.jspecify.annotations.Nullable;

/** Connections of HTTP/2, each used by many requests at a time. */
final class SharedConnections {

    /** How long a reader may take to begin, or to get to the next read. */
    private static final Duration READERS_TURN = Duration.ofMillis(100);

    private final Map<Connection, Shared> shared = new WeakHashMap<>();

    /** A request begins on a connection; null for the socket if nobody knows what comes in over it. */
    synchronized Shared join(Connection connection, @Nullable CountedSocket socket) {
        Shared joined = shared.computeIfAbsent(connection, added -> new Shared(connection.socket(), socket));
        joined.join();
        return joined;
    }

    /** Ends those that carry requests. */
    void endBusy() {
        List<Shared> all;
        synchronized (this) {
            all = new ArrayList<>(shared.values());
        }
        all.forEach(Shared::endIfBusy);
    }

    /** One connection; without the object that stands for it, which would never be forgotten otherwise. */
    static final class Shared {

        private final Socket used;
        private final @Nullable CountedSocket socket;
        private long state;
        private boolean answered;
        private boolean left;

        private Shared(Socket used, @Nullable CountedSocket socket) {
            this.used = used;
            this.socket = socket;
        }

        private synchronized void join() {
            state++;
        }

        /** A request on it has its answer, or the head of it. */
        synchronized void answered() {
            answered = true;
        }

        /** Whether a request on it has been answered. */
        synchronized boolean hasAnswered() {
            return answered;
        }

        /** See {@link CountedSocket#responseBytes}. */
        long responseBytes() {
            return socket == null ? 0 : socket.responseBytes();
        }

        /** Whether the other side has ended it; false if nobody knows. */
        boolean hasEnded() {
            return socket != null && socket.hasEnded();
        }

        /** For how many nanoseconds nothing has come in; for ever if nobody knows. */
        long silentNanos() {
            return socket == null ? Long.MAX_VALUE : socket.silentNanos();
        }

        /** Whether somebody waits for what comes in, as OkHttp's reader does until the end; true if nobody knows. */
        boolean isBeingRead() {
            return socket == null
                    || socket.received() == 0 // it is read by another way than this socket
                    || socket.isBeingRead()
                    || socket.hasEnded()
                    || socket.silentNanos() < READERS_TURN.toNanos();
        }

        /** Nobody new will use it: it is closed when the last request on it is over. */
        void leave() {
            boolean idle;
            synchronized (this) {
                left = true;
                idle = state == 0;
            }
            if (idle) {
                close();
            }
        }

        /** A request on it is over. */
        void end() {
            boolean last;
            synchronized (this) {
                state--;
                last = left && state == 0;
            }
            if (last) {
                close();
            }
        }

        /** Closes it if a write to it has not come to its end for so long: the writer would wait for the kernel. */
        void closeIfStuck(long nanos) {
            if (socket != null && socket.writingNanos() >= nanos) {
                close();
            }
        }

        /** Closes it if it carries a request, and if that needs no wait for a writer. */
        void endIfBusy() {
            boolean busy;
            synchronized (this) {
                busy = state > 0;
            }
            if (busy && (socket != null || !(used instanceof SSLSocket))) {
                close();
            }
        }

        /** The bare socket first: that of TLS would wait for a writer to end. */
        private void close() {
            try {
                if (socket != null) {
                    socket.close();
                }
                used.close();
            } catch (IOException alreadyBroken) {
                // it is not used again either way
            }
        }
    }
}
