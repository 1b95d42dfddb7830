package io.github.rerank4j.testkit;

import io.github.rerank4j.local.ReceivedRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import org.jspecify.annotations.Nullable;

/**
 * A server on a free port of this machine that sends the very bytes a test gives it, at the moment the test says, for
 * what no honest HTTP server does. For the rest there is {@link ScriptedServer}.
 *
 * <p>Each request, or each connection, takes the next enqueued {@link RawReply}; when there is none, the answer is
 * 501. Bodies of requests are read by their {@code Content-Length}. Safe for use by many threads.
 */
public final class RawServer implements AutoCloseable {
    private final ServerSocket listener;
    private final @Nullable FlawedCertificate certificate;
    private final boolean http2;
    private final RawScript script = new RawScript();
    private final AtomicInteger accepted = new AtomicInteger();
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final Set<RawConnection> connections = ConcurrentHashMap.newKeySet();
    private final CompletableFuture<Void> closing = new CompletableFuture<>();
    private final ExecutorService threads = Executors.newCachedThreadPool(RawServer::thread);

    private RawServer(@Nullable FlawedCertificate certificate, boolean http2) {
        this.certificate = certificate;
        this.http2 = http2;
        try {
            this.listener = new ServerSocket(0, 50, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
        } catch (IOException e) {
            throw new UncheckedIOException("no port of 127.0.0.1 can be opened", e);
        }
    }

    /** A running server that reads HTTP/1.1. */
    public static RawServer start() {
        return started(new RawServer(null, false));
    }

    /** A running server that reads HTTP/1.1 over TLS. */
    public static RawServer startTls(TlsFlaw flaw) {
        return started(new RawServer(new FlawedCertificate(flaw), false));
    }

    /** A running server that reads HTTP/2 without TLS, for clients that know so beforehand, as {@link #client} does. */
    public static RawServer startHttp2() {
        return started(new RawServer(null, true));
    }

    private static RawServer started(RawServer server) {
        server.threads.execute(server::accept);
        return server;
    }

    /** Where the server listens, without a slash at the end. */
    public String url() {
        return (certificate == null ? "http://127.0.0.1:" : "https://localhost:") + listener.getLocalPort();
    }

    /** A new client builder that speaks what the server does. */
    public OkHttpClient.Builder client() {
        OkHttpClient.Builder client = new OkHttpClient.Builder();
        if (http2) {
            client.protocols(List.of(Protocol.H2_PRIOR_KNOWLEDGE));
        }
        return certificate == null ? client : certificate.trustedBy(client);
    }

    /** Adds replies for the next requests or connections, one each, in this order. */
    public void enqueue(RawReply... replies) {
        script.enqueue(List.of(replies));
    }

    /** How many requests were begun so far: their heads were read. */
    public int requestCount() {
        return script.begun();
    }

    /**
     * The requests so far with as much of their bodies as was read, the oldest first; a copy. Over HTTP/2 they have
     * neither path nor headers.
     */
    public List<ReceivedRequest> requests() {
        return script.requests();
    }

    /** How many connections were made so far. */
    public int connectionCount() {
        return accepted.get();
    }

    /**
     * Ends all connections that are open; the server goes on. The ends have arrived at clients on this machine when this
     * returns.
     */
    public void endConnections(ConnectionEnd how) {
        connections.forEach(connection -> {
            try {
                how.end(connection);
            } catch (IOException gone) {
                // the client was faster
            }
        });
    }

    /**
     * Returns when every reply that was begun has been performed to its end, or was given up with its connection.
     *
     * @throws IllegalStateException when one is under way after that time, or the waiting thread is interrupted
     */
    public void awaitReplies(Duration timeout) {
        try {
            script.awaitDone(timeout);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for the replies", e);
        }
    }

    /** Ends all connections and whatever is being sent. */
    @Override
    public void close() {
        closing.complete(null);
        closeQuietly(listener);
        sockets.forEach(RawServer::closeQuietly);
        threads.shutdown();
    }

    private void accept() {
        try {
            while (!closing.isDone()) {
                Socket socket = listener.accept();
                if (closing.isDone()) {
                    // who came in the moment of the end
                    closeQuietly(socket);
                    return;
                }
                accepted.incrementAndGet();
                sockets.add(socket);
                threads.execute(() -> serve(socket));
            }
        } catch (IOException closed) {
            closing.complete(null);
        }
    }

    private void serve(Socket transport) {
        try (transport) {
            transport.setTcpNoDelay(true);
            RawScript.Turn greeting = script.atConnect();
            if (greeting != null) {
                greeting.run(new RawConnection(transport, transport, closing), new byte[0]);
            }
            if (!transport.isClosed()) {
                read(transport);
            }
        } catch (IOException gone) {
            closeQuietly(transport);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            sockets.remove(transport);
        }
    }

    private void read(Socket transport) throws IOException, InterruptedException {
        Socket talk = certificate == null ? transport : certificate.layeredOver(transport);
        RawConnection connection = new RawConnection(transport, talk, closing);
        connections.add(connection);
        try {
            if (http2) {
                new RawStreams(connection, script).serve();
            } else {
                new RawRequests(connection, script).serve();
            }
        } finally {
            connections.remove(connection);
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
        Thread thread = new Thread(task, "rerank-testkit-raw");
        thread.setDaemon(true);
        return thread;
    }
}
