package io.github.rerank4j.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * One connection as the server engine sees it: plain bytes in and out, whatever lies underneath, with an eye on the
 * client.
 */
final class WatchedSocket extends Socket {
    private final Socket transport;
    private final WatchedInput in;
    private final OutputStream out;
    private final @Nullable Http2Streams streams;
    private final Watch watch;
    private final AtomicBoolean answering = new AtomicBoolean();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();

    /**
     * @param transport the TCP connection
     * @param wire the same, or the TLS layer above it
     */
    WatchedSocket(Socket transport, Socket wire, boolean http2, Watch watch) throws IOException {
        this.transport = transport;
        this.watch = watch;
        this.streams = http2 ? new Http2Streams(watch.aborted()) : null;
        WatchedInput.Tap tap = streams == null ? (bytes, offset, count) -> {} : streams;
        this.in = new WatchedInput(wire.getInputStream(), tap, this::clientLeft);
        OutputStream sent = wire.getOutputStream();
        this.out = new WatchedOutput(streams == null ? sent : streams.listeningTo(sent), this::clientLeft);
    }

    /** Starts to look whether the client is still there; complete when it has gone. */
    CompletableFuture<Void> watch() {
        if (streams == null) {
            in.lookAhead(watch.executor());
        }
        return in.gone();
    }

    /** From now on a client that leaves aborts a request. Over HTTP/2 the frames tell, and this changes nothing. */
    void answering() {
        answering.set(streams == null);
    }

    /** From now on a client may leave. */
    void answered() {
        answering.set(false);
    }

    /** Complete when either side has ended the connection. */
    CompletableFuture<Void> ended() {
        return ended;
    }

    private void clientLeft() {
        if (answering.getAndSet(false)) {
            watch.aborted().run();
        }
        if (streams != null) {
            streams.ended();
        }
        // the engine forgets to close a connection that breaks
        closeQuietly();
    }

    /** Ends the connection so that the client sees a reset. */
    void reset() {
        forgetRequests();
        reset(transport);
        ended.complete(null);
    }

    static void reset(Socket transport) {
        try (transport) {
            transport.setSoLinger(true, 0);
        } catch (IOException e) {
            // the client was faster: there is nothing left to reset
            return;
        }
    }

    /** Does not wait for anything: a TLS close would wait for a writer that is stuck. */
    @Override
    public synchronized void close() throws IOException {
        forgetRequests();
        try {
            transport.close();
        } finally {
            ended.complete(null);
        }
    }

    private void closeQuietly() {
        try {
            close();
        } catch (IOException e) {
            // the client has gone anyway
            return;
        }
    }

    /** Whatever happens from here on is the server's own doing. */
    private void forgetRequests() {
        answered();
        if (streams != null) {
            streams.forget();
        }
    }

    @Override
    public boolean isClosed() {
        return transport.isClosed();
    }

    @Override
    public InputStream getInputStream() {
        return in;
    }

    @Override
    public OutputStream getOutputStream() {
        return out;
    }

    @Override
    public void shutdownInput() throws IOException {
        transport.shutdownInput();
    }

    @Override
    public void shutdownOutput() throws IOException {
        transport.shutdownOutput();
    }

    @Override
    public boolean isInputShutdown() {
        return transport.isInputShutdown();
    }

    @Override
    public boolean isOutputShutdown() {
        return transport.isOutputShutdown();
    }

    @Override
    public InetAddress getInetAddress() {
        return transport.getInetAddress();
    }

    @Override
    public InetAddress getLocalAddress() {
        return transport.getLocalAddress();
    }

    @Override
    public int getPort() {
        return transport.getPort();
    }

    @Override
    public int getLocalPort() {
        return transport.getLocalPort();
    }

    @Override
    public SocketAddress getRemoteSocketAddress() {
        return transport.getRemoteSocketAddress();
    }

    /** Who looks ahead on connections that nobody reads, and whom to tell of an aborted request. */
    record Watch(Executor executor, Runnable aborted) {}
}
