package io.github.rerank4j.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** A port of 127.0.0.1 on which HTTP/1.1 is spoken, with a thread for each connection. */
final class HttpPort implements AutoCloseable {
    // of a few hundred clients that come at once, the JDK's 50 would make the kernel drop some
    private static final int BACKLOG = 1024;
    private static final Duration BREATH = Duration.ofMillis(10);
    private static final int SECONDS_FOR_THE_END = 5;

    private final ServerSocket listener;
    private final Function<ReceivedRequest, LocalReply> service;
    private final Duration latency;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
    private final ExecutorService threads = Executors.newCachedThreadPool(HttpPort::thread);

    private HttpPort(ServerSocket listener, Function<ReceivedRequest, LocalReply> service, Duration latency) {
        this.listener = listener;
        this.service = service;
        this.latency = latency;
    }

    /**
     * An open port.
     *
     * @param number which one; 0 for whichever is free
     * @param service called by many threads at a time
     * @param latency how long a response is kept back
     */
    static HttpPort open(int number, Function<ReceivedRequest, LocalReply> service, Duration latency) {
        try {
            InetAddress thisMachine = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
            HttpPort port = new HttpPort(new ServerSocket(number, BACKLOG, thisMachine), service, latency);
            port.start();
            return port;
        } catch (IOException e) {
            throw new UncheckedIOException(
                    (number == 0 ? "no port" : "port " + number) + " of 127.0.0.1 cannot be opened", e);
        }
    }

    private void start() {
        try {
            threads.execute(this::accept);
        } catch (RuntimeException | Error e) {
            close();
            throw e;
        }
    }

    int number() {
        return listener.getLocalPort();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                accepted(listener.accept());
            } catch (IOException | RuntimeException | Error e) {
                // one client less; where files or threads have run out, the next one needs a moment
                pause(BREATH);
            }
        }
    }

    private void accepted(Socket connection) {
        connections.add(connection);
        if (listener.isClosed()) {
            // who came in the moment of the end
            end(connection);
            return;
        }
        try {
            threads.execute(() -> serve(connection));
        } catch (RuntimeException | Error e) {
            end(connection);
            throw e;
        }
    }

    private void serve(Socket connection) {
        try {
            connection.setTcpNoDelay(true);
            new HttpConnection(connection, this::respond).serve();
        } catch (IOException gone) {
            // there is nobody left to tell
            return;
        } finally {
            end(connection);
        }
    }

    private LocalReply respond(ReceivedRequest request) {
        LocalReply reply = service.apply(request);
        pause(latency);
        return reply;
    }

    /** Less than that time when the port is closed. */
    private void pause(Duration time) {
        try {
            if (!time.isZero()) {
                closing.await(TimeUnit.NANOSECONDS.convert(time), TimeUnit.NANOSECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void end(Socket connection) {
        connections.remove(connection);
        closeQuietly(connection);
    }

    /** Ends all connections and waits for their threads, but no more than five seconds for one that is still scoring. */
    @Override
    public void close() {
        closeQuietly(listener);
        connections.forEach(HttpPort::closeQuietly);
        // after that: what is kept back is not sent
        closing.countDown();
        threads.shutdownNow();
        try {
            threads.awaitTermination(SECONDS_FOR_THE_END, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void closeQuietly(AutoCloseable closeable) {
        try {
            closeable.close();
        } catch (Exception alreadyGone) {
            // nothing is left to close
        }
    }

    private static Thread thread(Runnable task) {
        Thread thread = new Thread(task, "rerank-local");
        thread.setDaemon(true);
        return thread;
    }
}
