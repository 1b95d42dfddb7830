package io.github.rerank4j.internal.http;

import io.github.rerank4j.spi.UserAgent;
import io.github.rerank4j.spi.WireBody;
import io.github.rerank4j.spi.WireReply;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.MalformedURLException;
import java.net.Proxy;
import java.net.SocketException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLHandshakeException;
import okhttp3.Call;
import okhttp3.ConnectionPool;
import okhttp3.ConnectionSpec;
import okhttp3.EventListener;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import okio.Buffer;
import okio.BufferedSource;
import org.jspecify.annotations.Nullable;

/**
 * One attempt on the wire, through OkHttp and on the thread that asks. Only what nobody has looked at is sent again here;
 * nothing else is repeated, and nothing redirected. No time-out of OkHttp's rules but the one for connecting: who calls
 * decides when it is enough.
 */
public final class Exchange implements AutoCloseable {

    public static final String CONTENT_TYPE = "application/json; charset=utf-8";

    private static final MediaType JSON = MediaType.get(CONTENT_TYPE);
    private static final long REPLY_BYTES = 16L * 1024 * 1024;
    /** How often a connection of HTTP/2 has to answer a ping. */
    private static final Duration PING_INTERVAL = Duration.ofSeconds(10);
    /** A connection that is given up by a request without having been heard of for so long is given up by all. */
    private static final Duration SILENCE = Duration.ofSeconds(1);
    /** The alert of a service that speaks none of the offered versions of HTTP (RFC 7301, 3.2), as the JDK tells it. */
    private static final String NO_COMMON_PROTOCOL = "no_application_protocol";
    /** How often one attempt is sent again because nobody had looked at it. */
    private static final int MOST_AGAIN = 3;

    private static final EventListener CONNECTING = new ConnectWatch();

    private volatile OkHttpClient client;
    private final List<Protocol> protocols;
    private final boolean ours;
    private final WireWatch wire;
    private volatile boolean closed;

    private Exchange(OkHttpClient.Builder builder, WireWatch wire, boolean ours) {
        this.client = builder.followRedirects(false)
                .followSslRedirects(false)
                .retryOnConnectionFailure(false)
                .callTimeout(Duration.ZERO)
                .readTimeout(Duration.ZERO)
                .writeTimeout(Duration.ZERO)
                .addNetworkInterceptor(wire)
                .build();
        this.protocols = client.protocols();
        this.wire = wire;
        this.ours = ours;
    }

    /**
     * Through the user's client, or one of our own.
     *
     * @param connections how many may be idle at a time
     * @param tls whether the service is asked over TLS
     */
    public static Exchange of(ClientSettings settings, int connections, boolean tls) {
        OkHttpClient theirs = settings.httpClient();
        return theirs != null
                ? over(theirs)
                : own(settings.connectTimeout(), settings.proxy(), pool(connections, settings.keepAlive()), tls);
    }

    /** Over a client of our own, which {@link #close} ends. Without TLS the set-up of TLS is left out. */
    static Exchange own(Duration connectTimeout, @Nullable Proxy proxy, ConnectionPool pool, boolean tls) {
        OkHttpClient.Builder builder = new OkHttpClient.Builder()
                .connectTimeout(connectTimeout)
                .connectionPool(pool)
                // it connects on threads of its own: hundreds of them, where a thousand requests start at once
                .fastFallback(false)
                .proxy(proxy);
        return own(
                tls ? builder.eventListener(CONNECTING) : builder.connectionSpecs(List.of(ConnectionSpec.CLEARTEXT)));
    }

    /** Room for so many idle connections, each for so long. */
    static ConnectionPool pool(int connections, Duration keepAlive) {
        return new ConnectionPool(connections, keepAlive.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** For a few small requests now and then, such as those of a credentials provider: keeps no connection. */
    public static Exchange occasional(Duration timeout) {
        return own(occasionally(timeout));
    }

    /** Likewise, and past every proxy: for what this machine alone is to be asked. */
    public static Exchange occasionalDirect(Duration timeout) {
        return own(occasionally(timeout).proxy(Proxy.NO_PROXY).socketFactory(new DirectSockets()));
    }

    private static OkHttpClient.Builder occasionally(Duration timeout) {
        return new OkHttpClient.Builder()
                .connectTimeout(timeout)
                .connectionPool(new ConnectionPool(0, 1, TimeUnit.SECONDS))
                .eventListener(CONNECTING);
    }

    private static Exchange own(OkHttpClient.Builder builder) {
        Sockets sockets = new Sockets();
        return new Exchange(sockets.under(builder.pingInterval(PING_INTERVAL).build()), new WireWatch(sockets), true);
    }

    /** Over a user's client: its pool, dispatcher, proxy, interceptors and TLS; it stays open. */
    static Exchange over(OkHttpClient client) {
        Sockets sockets = new Sockets();
        EventListener.Factory theirs = client.eventListenerFactory();
        OkHttpClient.Builder builder = sockets.under(client)
                // as with a client of ours; and once the start of a thread has failed, it would never connect again
                .fastFallback(false)
                .eventListenerFactory(call -> theirs.create(call).plus(CONNECTING));
        if (client.pingIntervalMillis() == 0) {
            builder.pingInterval(PING_INTERVAL);
        }
        return new Exchange(builder, new WireWatch(sockets), false);
    }

    /** A reply, and a way to keep its connection from being used again. */
    public record Received(WireReply reply, Runnable discardConnection) {}

    /**
     * Sends a POST, or a GET where there is no body, and reads the reply whole.
     *
     * @throws OversizedReply for more than 16 MB, and the bytes of the request again, after unzipping
     * @throws IOException if no whole reply came, for example because the request was aborted
     */
    public Received send(
            Endpoint.Resolved target, Map<String, String> headers, @Nullable WireBody body, ExchangeEvents events)
            throws IOException {
        return send(target.url(), headers, body, events);
    }

    /** Likewise, to an address that no endpoint has made. */
    public Received send(URI url, Map<String, String> headers, @Nullable WireBody body, ExchangeEvents events)
            throws IOException {
        HttpUrl known = HttpUrl.get(url);
        if (known == null) {
            throw new MalformedURLException("not an http or https address");
        }
        return send(known, headers, body, events);
    }

    /** Likewise. */
    Received send(HttpUrl url, Map<String, String> headers, @Nullable WireBody body, ExchangeEvents events)
            throws IOException {
        int sentAgain = 0;
        boolean onlyNew = false;
        boolean closedOnce = false;
        while (true) {
            ExchangeState state = wire.begin(events, onlyNew);
            try {
                return sendOnce(url, headers, body, state);
            } catch (ConnectionOwners.Discarded nothingWasSent) {
                // OkHttp had given out a connection that is not to be used; the next one is another
            } catch (Unanswered unanswered) {
                sentAgain++;
                if (sentAgain > MOST_AGAIN) {
                    throw unanswered.failure();
                }
                onlyNew |= unanswered.needsNewConnection();
                events.sendsAgain(unanswered.failure());
            } catch (SocketException closed) {
                // another request may have closed it in the moment between its being given out and being used
                if (closedOnce
                        || state.wasAborted()
                        || state.hasReachedWire()
                        || !String.valueOf(closed.getMessage()).contains("closed")) {
                    throw closed;
                }
                closedOnce = true;
            }
        }
    }

    private Received sendOnce(HttpUrl url, Map<String, String> headers, @Nullable WireBody body, ExchangeState state)
            throws IOException {
        ExchangeEvents events = state.events();
        Request.Builder request = new Request.Builder()
                .url(url)
                .header("User-Agent", UserAgent.VALUE)
                .tag(ExchangeState.class, state);
        headers.forEach(request::header);
        OkHttpClient asked = client;
        Call call = asked.newCall(
                body == null
                        ? request.build()
                        : request.post(new OneShotBody(body, JSON, state::written))
                                .build());
        AbortableExchange abortable = new AbortableCall(asked, call, state);
        state.begins(abortable);
        events.began(abortable);
        try {
            return received(execute(call), call, state, maxReplyBytes(body));
        } catch (Unanswered unanswered) {
            throw call.isCanceled() ? unanswered.failure() : unanswered;
        } catch (SSLHandshakeException refused) {
            throw call.isCanceled() || !offersAllAgain(asked, refused) ? refused : Unanswered.refused(refused);
        } catch (WireWatch.Unfollowed unfollowed) {
            return new Received(unfollowed.reply(), state::discardConnection);
        } finally {
            state.ended(call.isCanceled());
            events.ended(abortable);
            if (closed) {
                close();
            }
        }
    }

    /** Without try-with-resources: a JVM may throw one error from reading and closing, which cannot be suppressed in itself. */
    private static Received received(Response response, Call call, ExchangeState state, long maxBytes)
            throws IOException {
        Received received;
        try {
            Buffer body = readAll(response, call, state, maxBytes);
            state.closeIfDiscarded();
            if (state.isTainted()) {
                throw new IOException("the connection held the rest of another reply");
            }
            received = new Received(reply(response, body), state::discardConnection);
        } catch (Throwable failure) {
            closeAfter(failure, response);
            throw failure;
        }
        response.close();
        return received;
    }

    /** Takes the body out of the response; one that is in one piece is not copied. */
    private static WireReply reply(Response response, Buffer body) {
        try (Buffer.UnsafeCursor piece = body.readUnsafe()) {
            if (piece.next() == body.size()) {
                WireReply reply = WireReply.of(response.code(), response::header, piece.data, piece.start, piece.end);
                body.clear();
                return reply;
            }
        }
        return new WireReply(response.code(), response::header, body.readByteArray());
    }

    private static void closeAfter(Throwable failure, Response response) {
        try {
            response.close();
        } catch (Throwable closing) {
            if (closing != failure) {
                failure.addSuppressed(closing);
            }
        }
    }

    /** Leaves a client's connections to the requests on them; whoever comes gets others, over HTTP/1.1 where nobody reads. */
    private synchronized void leaveConnectionsOf(OkHttpClient asked, boolean readersRun) {
        if (client == asked) {
            OkHttpClient.Builder others = Sockets.apart(asked);
            if (!readersRun && asked.protocols().contains(Protocol.HTTP_1_1)) {
                others.protocols(List.of(Protocol.HTTP_1_1));
            }
            client = others.build();
        }
    }

    /** A service that speaks nothing but HTTP/2 is asked that way again, whoever reads. */
    private synchronized boolean offersAllAgain(OkHttpClient asked, SSLHandshakeException refused) {
        if (asked.protocols().equals(protocols)
                || !String.valueOf(refused.getMessage()).contains(NO_COMMON_PROTOCOL)) {
            return false;
        }
        if (client == asked) {
            client = Sockets.apart(asked).protocols(protocols).build();
        }
        return true;
    }

    /** One request of OkHttp's. */
    private final class AbortableCall implements AbortableExchange {

        private final OkHttpClient asked;
        private final Call call;
        private final ExchangeState state;
        private volatile boolean cutShort;

        AbortableCall(OkHttpClient asked, Call call, ExchangeState state) {
            this.asked = asked;
            this.call = call;
            this.state = state;
        }

        @Override
        public void abort() {
            cancel();
        }

        @Override
        public void abortTooSlow() {
            try {
                SharedConnections.Shared shared = state.shared();
                if (shared != null && state.isSilent(SILENCE)) {
                    leaveConnectionsOf(asked, shared.isBeingRead());
                    shared.leave();
                }
            } finally {
                cancel();
            }
        }

        /** OkHttp cancels once: what that has not ended, for want of memory, ends with its connection. */
        private void cancel() {
            if (cutShort) {
                state.endConnection();
            }
            cutShort = true;
            call.cancel();
            cutShort = false;
        }

        @Override
        public boolean mayStick() {
            return state.shared() != null;
        }

        @Override
        public void unstick() {
            SharedConnections.Shared shared = state.shared();
            if (shared != null) {
                shared.closeIfStuck(SILENCE.toNanos());
            }
        }
    }

    /** How long making a connection may take; zero for no limit. */
    public Duration connectTimeout() {
        return Duration.ofMillis(client.connectTimeoutMillis());
    }

    /** OkHttp waits interruptibly for a connection, and lets that exception and those of interceptors out undeclared. */
    private static Response execute(Call call) throws IOException {
        try {
            return call.execute();
        } catch (IOException | RuntimeException declared) {
            throw declared;
        } catch (Exception undeclared) {
            if (undeclared instanceof InterruptedException) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("interrupted while connecting");
            }
            throw new IOException(undeclared);
        }
    }

    /** The {@code Host} header OkHttp sends to a URL. */
    static String hostHeader(HttpUrl url) {
        String host = url.host().contains(":") ? "[" + url.host() + "]" : url.host();
        return url.port() == HttpUrl.defaultPort(url.scheme()) ? host : host + ":" + url.port();
    }

    /**
     * Ends the connections, if the client is ours; of a user's client those of HTTP/2 that carry requests, because
     * whoever waits in a write to one would wait for the kernel.
     */
    @Override
    public void close() {
        closed = true;
        if (ours) {
            client.connectionPool().evictAll();
        }
        wire.endBusy();
    }

    /** Some services send the documents back, so a reply may be as long as its request, and then some. */
    private static long maxReplyBytes(@Nullable WireBody body) {
        return REPLY_BYTES + (body == null ? 0 : body.length());
    }

    /** The whole body, as long as the response is open. */
    private static Buffer readAll(Response response, Call call, ExchangeState state, long maxBytes) throws IOException {
        BufferedSource source = response.body().source();
        try {
            if (!source.request(maxBytes + 1)) {
                return source.getBuffer();
            }
        } catch (IOException broken) {
            // it may have been read whole, and not be what it says it is
            state.discardConnection();
            throw broken;
        }
        call.cancel();
        throw new OversizedReply(new WireReply(response.code(), response::header, new byte[0]), maxBytes);
    }
}
