package io.github.rerank4j.soak;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * A server on bare sockets that notes when a request has arrived, and the moment in which its connection ends: one of
 * its threads is in {@code read()} all the time.
 */
final class ProbeServer implements AutoCloseable {

    private static final int SMALL_BUFFER = 64 * 1024;
    private static final long PATIENCE_SECONDS = 30;
    private static final long DRIP_NANOS = 5_000_000;

    private final ServerSocket listener;
    private final Manner manner;
    private final BlockingQueue<Long> arrivals = new LinkedBlockingQueue<>();
    private final BlockingQueue<Long> ends = new LinkedBlockingQueue<>();
    private final BlockingQueue<CountDownLatch> unread = new LinkedBlockingQueue<>();
    private final AtomicInteger requests = new AtomicInteger();
    private final AtomicInteger whole = new AtomicInteger();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final CountDownLatch refusal = new CountDownLatch(1);

    /** How requests are met. */
    enum Manner {
        /** Read and never answered. */
        SILENT,
        /** Answered one byte at a time. */
        DRIPPING,
        /** Left unread but for the head. */
        UNREAD,
        /** Turned away for half a second. */
        BUSY,
        /** Read and never answered, but the one that asks for it is refused once told to. */
        REFUSING
    }

    private ProbeServer(ServerSocket listener, Manner manner) {
        this.listener = listener;
        this.manner = manner;
    }

    static ProbeServer start(Manner manner) {
        try {
            ServerSocket listener = new ServerSocket();
            if (manner == Manner.UNREAD) {
                listener.setReceiveBufferSize(SMALL_BUFFER);
            }
            listener.bind(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0));
            ProbeServer server = new ProbeServer(listener, manner);
            SoakServer.daemon("probe-server", server::accept);
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String url() {
        return "http://127.0.0.1:" + listener.getLocalPort();
    }

    void awaitArrival() throws InterruptedException {
        taken(arrivals);
    }

    /** The moment in which the next connection ended. */
    long awaitEnd() throws InterruptedException {
        return taken(ends);
    }

    private static <T> T taken(BlockingQueue<T> events) throws InterruptedException {
        T event = events.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (event == null) {
            throw new AssertionError("nothing happened within " + PATIENCE_SECONDS + " s");
        }
        return event;
    }

    /** Reads on where a body was left unread. */
    void readOn() throws InterruptedException {
        taken(unread).countDown();
    }

    /** Sends the refusal. */
    void refuse() {
        refusal.countDown();
    }

    int requests() {
        return requests.get();
    }

    /** How many requests came with all their bytes though they were left unread. */
    int wholeBodies() {
        return whole.get();
    }

    @Override
    public void close() {
        try {
            listener.close();
            for (Socket socket : open) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket socket = listener.accept();
                open.add(socket);
                SoakServer.daemon("probe-server-connection", () -> serve(socket));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            socket.setTcpNoDelay(true);
            InputStream in = socket.getInputStream();
            for (int length = head(in); length >= 0; length = head(in)) {
                requests.incrementAndGet();
                meet(socket, in, length);
            }
        } catch (IOException | InterruptedException reset) {
            // an end like any other
        } finally {
            ends.add(System.nanoTime());
            open.remove(socket);
        }
    }

    private void meet(Socket socket, InputStream in, int length) throws IOException, InterruptedException {
        if (manner == Manner.UNREAD) {
            CountDownLatch later = new CountDownLatch(1);
            unread.add(later);
            arrivals.add(System.nanoTime());
            later.await();
            whole.addAndGet(in.readNBytes(length).length == length ? 1 : 0);
            return;
        }
        String body = new String(in.readNBytes(length), UTF_8);
        if (manner == Manner.DRIPPING) {
            SoakServer.daemon("probe-server-drip", () -> drip(socket));
        } else if (manner == Manner.BUSY) {
            send(socket, "503 Service Unavailable\r\nRetry-After: 0.5\r\nContent-Length: 2", "{}");
        } else if (manner == Manner.REFUSING && body.contains("refuse")) {
            refusal.await();
            send(socket, "400 Bad Request\r\nContent-Length: 2", "{}");
            return;
        }
        arrivals.add(System.nanoTime());
    }

    private void drip(Socket socket) {
        try {
            send(socket, "200 OK\r\nContent-Length: 1000000", "");
            OutputStream out = socket.getOutputStream();
            while (!socket.isClosed()) {
                out.write(' ');
                LockSupport.parkNanos(DRIP_NANOS);
            }
        } catch (IOException ended) {
            // the reading thread takes the time
        }
    }

    private static void send(Socket socket, String statusAndHeaders, String body) throws IOException {
        String reply = "HTTP/1.1 " + statusAndHeaders + "\r\nContent-Type: application/json\r\n\r\n" + body;
        socket.getOutputStream().write(reply.getBytes(UTF_8));
    }

    /** The length of the body whose head was read, or -1 at the end of the connection. */
    private static int head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int b = in.read();
            if (b < 0) {
                return -1;
            }
            head.append((char) b);
        }
        for (String line : head.toString().split("\r\n", -1)) {
            if (line.regionMatches(true, 0, "content-length:", 0, 15)) {
                return Integer.parseInt(line.substring(15).strip());
            }
        }
        return 0;
    }
}
