package io.github.rerank4j.testkit;

import io.github.rerank4j.concurrent.Durations;
import io.github.rerank4j.local.ReceivedRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import javax.net.ssl.SSLContext;
import mockwebserver3.MockWebServer;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP server on a free port of this machine that answers as a test tells it to, well or badly.
 *
 * <p>Each request takes the next enqueued {@link ScriptedReply}; when there is none, the responder given to
 * {@link #respondWith} decides, and without one the answer is 501. The server notices when a client gives a request up
 * whose answer is being kept back or sent slowly ({@link #awaitAborted}). Safe for use by many threads.
 */
public final class ScriptedServer implements AutoCloseable {
    private final Protocol protocol;
    private final @Nullable TestCertificate certificate;
    private final ExecutorService lookouts = Executors.newCachedThreadPool(ScriptedServer::lookout);
    private final CompletableFuture<Void> closing = new CompletableFuture<>();
    private final Semaphore unnoticedAborts = new Semaphore(0);
    private final AtomicInteger aborted = new AtomicInteger();
    private final MockWebServer engine = new MockWebServer();
    private final RequestLog log = new RequestLog();
    private final WatchedServerSockets sockets;
    private final Script script;

    private ScriptedServer(Protocol protocol) {
        this.protocol = protocol;
        this.certificate = protocol.isTls() ? new TestCertificate() : null;
        this.script = new Script(this::received, closing);
        this.sockets = new WatchedServerSockets(
                protocol,
                certificate,
                script::resetsNextConnection,
                new WatchedSocket.Watch(lookouts, this::requestAborted));
    }

    /** A running server that speaks HTTP/1.1. */
    public static ScriptedServer start() {
        return start(Protocol.HTTP_1);
    }

    /** A running server that speaks HTTP/1.1 over TLS, with a certificate that {@link #client} trusts. */
    public static ScriptedServer startTls() {
        return start(Protocol.HTTP_1_TLS);
    }

    /** A running server that speaks HTTP/2 only, over TLS, with a certificate that {@link #client} trusts. */
    public static ScriptedServer startHttp2() {
        return start(Protocol.HTTP_2_TLS);
    }

    static ScriptedServer start(Protocol protocol) {
        ScriptedServer server = new ScriptedServer(protocol);
        server.listen();
        return server;
    }

    private void listen() {
        script.connections(sockets);
        engine.setDispatcher(script);
        engine.setServerSocketFactory(sockets);
        if (protocol.isHttp2()) {
            engine.setProtocols(List.of(okhttp3.Protocol.H2_PRIOR_KNOWLEDGE));
        }
        try {
            engine.start(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0);
        } catch (IOException e) {
            throw new UncheckedIOException("no port of 127.0.0.1 can be opened", e);
        }
    }

    /** Where the server listens, without a slash at the end: {@code http://127.0.0.1:port}, with TLS {@code https://localhost:port}. */
    public String url() {
        return protocol.origin() + ":" + engine.getPort();
    }

    /** A new client builder, which with TLS trusts the server's certificate. */
    public OkHttpClient.Builder client() {
        OkHttpClient.Builder client = new OkHttpClient.Builder();
        return certificate == null ? client : certificate.trustedBy(client);
    }

    /**
     * What makes any other client trust the server's certificate.
     *
     * @throws IllegalStateException when the server does not speak TLS
     */
    public SSLContext sslContext() {
        if (certificate == null) {
            throw new IllegalStateException("this server speaks plain HTTP; use startTls() or startHttp2()");
        }
        return certificate.trustingContext();
    }

    /** Adds replies for the next requests, one each, in this order. */
    public void enqueue(ScriptedReply... replies) {
        script.enqueue(List.of(replies));
    }

    /** Sets who answers when no reply is enqueued. Called by many threads at a time; an exception becomes status 500. */
    public void respondWith(Function<ReceivedRequest, ScriptedReply> responder) {
        script.respondWith(responder);
    }

    /** The requests received so far, the oldest first; a copy. */
    public List<ReceivedRequest> requests() {
        return log.snapshot();
    }

    /** How many requests were received so far. */
    public int requestCount() {
        return log.count();
    }

    /**
     * The oldest request that was not taken yet; waits for one.
     *
     * @throws IllegalStateException when none comes in time, or the waiting thread is interrupted
     */
    public ReceivedRequest takeRequest(Duration timeout) {
        try {
            ReceivedRequest request = log.take(timeout);
            if (request == null) {
                throw new IllegalStateException("no request came within " + Durations.readable(timeout));
            }
            return request;
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    /**
     * Returns when a client has given up a request before its answer was complete: it closed the connection, or over
     * HTTP/2 reset the stream. Each aborted request is reported once.
     *
     * @throws IllegalStateException when none does so in time, or the waiting thread is interrupted
     */
    public void awaitAborted(Duration timeout) {
        try {
            if (!unnoticedAborts.tryAcquire(timeout.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new IllegalStateException("no request was aborted within " + Durations.readable(timeout));
            }
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    /**
     * Returns when every connection made so far has ended, on whichever side.
     *
     * @throws IllegalStateException when one is still open after that time, or the waiting thread is interrupted
     */
    public void awaitConnectionsClosed(Duration timeout) {
        try {
            sockets.ended().get(timeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException | ExecutionException e) {
            throw new IllegalStateException("a connection is still open after " + Durations.readable(timeout), e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static IllegalStateException interrupted(InterruptedException cause) {
        Thread.currentThread().interrupt();
        return new IllegalStateException("interrupted while waiting for the client", cause);
    }

    /** How many requests clients have given up so far. */
    public int abortedCount() {
        return aborted.get();
    }

    /** How many connections were made so far. */
    public int connectionCount() {
        return sockets.accepted();
    }

    /** Ends all connections, also those whose answers are being kept back, and waits for the server's threads. */
    @Override
    public void close() {
        closing.complete(null);
        engine.close();
        lookouts.shutdownNow();
    }

    private void received(ReceivedRequest request) {
        log.add(request);
        try {
            // the engine keeps every request until somebody asks for it
            engine.takeRequest(0, TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void requestAborted() {
        if (!closing.isDone()) {
            aborted.incrementAndGet();
            unnoticedAborts.release();
        }
    }

    private static Thread lookout(Runnable task) {
        Thread thread = new Thread(task, "rerank-testkit-lookout");
        thread.setDaemon(true);
        return thread;
    }
}
