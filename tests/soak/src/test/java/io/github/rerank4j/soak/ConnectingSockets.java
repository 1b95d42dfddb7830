package io.github.rerank4j.soak;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.SocketFactory;

/** One socket that connects until it is closed, whatever else happens, and notes when that is. */
final class ConnectingSockets extends SocketFactory {

    private static final long PATIENCE_SECONDS = 30;

    private final CompletableFuture<Void> connecting = new CompletableFuture<>();
    private final CompletableFuture<Long> closed = new CompletableFuture<>();

    void awaitConnecting() {
        connecting.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    }

    long awaitClosed() {
        return closed.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    }

    @Override
    public Socket createSocket() {
        return new Socket() {
            @Override
            public void connect(SocketAddress endpoint, int timeout) throws IOException {
                connecting.complete(null);
                closed.join();
                throw new SocketException("Socket closed");
            }

            @Override
            public synchronized void close() throws IOException {
                super.close();
                closed.complete(System.nanoTime());
            }
        };
    }

    @Override
    public Socket createSocket(String host, int port) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress local, int localPort) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Socket createSocket(InetAddress host, int port) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) {
        throw new UnsupportedOperationException();
    }
}
