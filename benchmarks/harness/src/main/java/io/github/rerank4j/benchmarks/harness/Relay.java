package io.github.rerank4j.benchmarks.harness;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * A long way to an endpoint: what either side sends arrives half a round trip after it left, whole and in order, and it
 * leaves as TCP's slow start would let it. A connection's first bytes leave a round trip after it was opened.
 */
final class Relay implements AutoCloseable {

    private static final int BACKLOG = 4096;

    private final ServerSocket entrance = new ServerSocket(0, BACKLOG, Transport.loopback());
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final int endpoint;
    private final long roundTripNanos;

    Relay(int endpoint, int roundTripMillis) throws IOException {
        this.endpoint = endpoint;
        this.roundTripNanos = TimeUnit.MILLISECONDS.toNanos(roundTripMillis);
        StubEndpoint.start(this::accept);
    }

    int port() {
        return entrance.getLocalPort();
    }

    /** Ends its connections too. */
    @Override
    public void close() throws IOException {
        entrance.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    private void accept() {
        try {
            while (true) {
                Socket client = opened(entrance.accept());
                long accepted = System.nanoTime();
                Socket server = opened(new Socket(Transport.loopback(), endpoint));
                Lane.start(client, server, new SlowStart(roundTripNanos, accepted + roundTripNanos), roundTripNanos);
                Lane.start(server, client, new SlowStart(roundTripNanos, accepted), roundTripNanos);
            }
        } catch (IOException failure) {
            if (!entrance.isClosed()) {
                throw new IllegalStateException("a relay stopped", failure);
            }
        }
    }

    private Socket opened(Socket socket) throws IOException {
        socket.setTcpNoDelay(true);
        sockets.add(socket);
        return socket;
    }
}
