package io.github.rerank4j.testkit;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One connection of a {@link RawServer}, and what replies can do to it. */
final class RawConnection {
    private final Socket transport;
    private final Socket talk;
    private final InputStream in;
    private final CompletableFuture<Void> closing;
    private int stream;

    /**
     * @param transport the bare socket
     * @param talk the same, or TLS over it
     * @param closing complete as soon as the server is being closed
     */
    RawConnection(Socket transport, Socket talk, CompletableFuture<Void> closing) throws IOException {
        this.transport = transport;
        this.talk = talk;
        this.in = new BufferedInputStream(talk.getInputStream());
        this.closing = closing;
    }

    InputStream in() {
        return in;
    }

    /** The stream of HTTP/2 that is being answered. */
    int stream() {
        return stream;
    }

    void stream(int number) {
        stream = number;
    }

    boolean isOpen() {
        return !talk.isClosed();
    }

    void write(byte[] bytes) throws IOException {
        talk.getOutputStream().write(bytes);
        talk.getOutputStream().flush();
    }

    void pause(Duration time) throws IOException, InterruptedException {
        try {
            closing.get(time.toNanos(), TimeUnit.NANOSECONDS);
            close();
        } catch (TimeoutException over) {
            // time to go on
        } catch (ExecutionException e) {
            throw new IllegalStateException("a server never closes with an exception", e);
        }
    }

    void await(CompletableFuture<?> signal) throws IOException, InterruptedException {
        try {
            CompletableFuture.anyOf(signal, closing).get();
        } catch (ExecutionException e) {
            throw new IOException("what a reply waited for has failed", e);
        }
    }

    void awaitClient() throws IOException {
        byte[] unwanted = new byte[1024];
        while (in.read(unwanted) >= 0) {
            // whatever it says
        }
        close();
    }

    /** Sends a PING of HTTP/2, which a client answers after all that came before, and returns at the answer. */
    void ping() throws IOException {
        write(Http2Frames.frame(Http2Frames.PING, 0, 0, new byte[Http2Frames.PING_LENGTH]));
        DataInputStream frames = new DataInputStream(in);
        Http2Frame frame;
        do {
            frame = Http2Frame.read(frames);
        } while (frame.type() != Http2Frames.PING || !frame.isFlagged());
    }

    void close() throws IOException {
        talk.close();
    }

    void cut() throws IOException {
        transport.close();
    }

    void closeOutput() throws IOException {
        talk.shutdownOutput();
    }

    void reset() throws IOException {
        transport.setSoLinger(true, 0);
        transport.close();
        talk.close();
    }
}
