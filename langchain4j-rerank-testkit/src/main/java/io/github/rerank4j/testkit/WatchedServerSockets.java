package io.github.rerank4j.testkit;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import javax.net.ServerSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * Gives the server engine its listening socket, and keeps the connections that came through it.
 *
 * <p>TLS is done here, so that the engine sees plain bytes whatever is spoken.
 */
final class WatchedServerSockets extends ServerSocketFactory {
    // the engine's 50 makes the kernel drop connections of a few hundred clients that come at once
    private static final int BACKLOG = 1024;

    private final Protocol protocol;
    private final @Nullable TestCertificate certificate;
    private final BooleanSupplier resetsNext;
    private final WatchedSocket.Watch watch;
    private final AtomicInteger accepted = new AtomicInteger();
    private final Map<Integer, WatchedSocket> connections = new ConcurrentHashMap<>();
    private int nextIndex;

    /**
     * @param certificate the server's certificate; null without TLS
     * @param resetsNext asked at each connection: is it to be reset at once?
     */
    WatchedServerSockets(
            Protocol protocol,
            @Nullable TestCertificate certificate,
            BooleanSupplier resetsNext,
            WatchedSocket.Watch watch) {
        this.protocol = protocol;
        this.certificate = certificate;
        this.resetsNext = resetsNext;
        this.watch = watch;
    }

    /** How many connections were made, those included that were reset at once. */
    int accepted() {
        return accepted.get();
    }

    /** The connection with the number that the engine gave it; null when it is closed. */
    @Nullable
    WatchedSocket connection(int index) {
        return connections.get(index);
    }

    /** Complete when every connection made so far has ended. */
    CompletableFuture<Void> ended() {
        return CompletableFuture.allOf(
                connections.values().stream().map(WatchedSocket::ended).toArray(CompletableFuture<?>[]::new));
    }

    @Override
    public ServerSocket createServerSocket() throws IOException {
        return new Listening();
    }

    @Override
    public ServerSocket createServerSocket(int port) throws IOException {
        return createServerSocket(port, BACKLOG);
    }

    @Override
    public ServerSocket createServerSocket(int port, int backlog) throws IOException {
        return createServerSocket(port, backlog, InetAddress.getLoopbackAddress());
    }

    @Override
    public ServerSocket createServerSocket(int port, int backlog, InetAddress address) {
        throw new UnsupportedOperationException("the server engine binds its socket itself");
    }

    private WatchedSocket watched(Socket transport) throws IOException {
        transport.setTcpNoDelay(true);
        Socket wire = certificate == null ? transport : certificate.layeredOver(transport, protocol.alpn());
        return new WatchedSocket(transport, wire, protocol.isHttp2(), watch);
    }

    private final class Listening extends ServerSocket {
        Listening() throws IOException {}

        @Override
        public void bind(SocketAddress endpoint, int backlog) throws IOException {
            super.bind(endpoint, BACKLOG);
        }

        @Override
        public Socket accept() throws IOException {
            while (true) {
                Socket transport = super.accept();
                accepted.incrementAndGet();
                if (resetsNext.getAsBoolean()) {
                    WatchedSocket.reset(transport);
                } else {
                    WatchedSocket connection = opened(transport);
                    if (connection != null) {
                        return connection;
                    }
                }
            }
        }

        /** Null when the client has left already; an exception here would end the server. */
        private @Nullable WatchedSocket opened(Socket transport) {
            try {
                WatchedSocket connection = watched(transport);
                connections.values().removeIf(WatchedSocket::isClosed);
                // the engine counts what it accepts from 0 in the same order
                connections.put(nextIndex++, connection);
                return connection;
            } catch (IOException e) {
                WatchedSocket.reset(transport);
                return null;
            }
        }
    }
}
