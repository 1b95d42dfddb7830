package io.github.rerank4j.service;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;

/** A server that answers each connection's first request with given bytes, and reads on until the client goes. */
final class RawServer implements AutoCloseable {

    private final ServerSocket server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    private final Thread thread;

    RawServer(String... answers) throws IOException {
        thread = new Thread(() -> serve(answers));
        thread.setDaemon(true);
        thread.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getLocalPort();
    }

    private void serve(String... answers) {
        for (String answer : answers) {
            try (Socket socket = server.accept()) {
                InputStream in = socket.getInputStream();
                byte[] request = new byte[64 * 1024];
                boolean alive = in.read(request) > 0;
                socket.getOutputStream().write(answer.getBytes(US_ASCII));
                while (alive) {
                    alive = in.read(request) > 0;
                }
            } catch (IOException clientIsGone) {
                // on to the next connection
            }
        }
    }

    /** Returns when the client has ended the connection of the last answer. */
    void awaitClientGone(Duration patience) throws InterruptedException {
        thread.join(patience.toMillis());
        if (thread.isAlive()) {
            throw new AssertionError("the connection is still open after " + patience);
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
