package io.github.rerank4j.testkit;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.SocketFactory;

/** Sockets whose connection is never made: they try until they are closed, deaf to interrupts as any socket is. */
final class StuckSockets extends SocketFactory {
    private final CompletableFuture<Void> connecting = new CompletableFuture<>();
    private final CompletableFuture<Void> givenUp = new CompletableFuture<>();

    /** Returns when a client has begun to connect. */
    void awaitConnecting(Duration timeout) {
        await(connecting, timeout);
    }

    /** Returns when that client has closed its socket. */
    void awaitGivenUp(Duration timeout) {
        await(givenUp, timeout);
    }

    private static void await(CompletableFuture<Void> event, Duration timeout) {
        event.copy().orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS).join();
    }

    @Override
    public Socket createSocket() {
        return new Stuck();
    }

    @Override
    public Socket createSocket(String host, int port) {
        throw connected();
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress local, int localPort) {
        throw connected();
    }

    @Override
    public Socket createSocket(InetAddress host, int port) {
        throw connected();
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) {
        throw connected();
    }

    private static UnsupportedOperationException connected() {
        return new UnsupportedOperationException("a socket that is never connected cannot be created connected");
    }

    private final class Stuck extends Socket {
        @Override
        public void connect(SocketAddress endpoint, int timeout) throws IOException {
            connecting.complete(null);
            givenUp.join();
            throw new SocketException("Socket closed");
        }

        @Override
        public synchronized void close() throws IOException {
            super.close();
            givenUp.complete(null);
        }
    }
}
