package io.github.rerank4j.internal;

import io.github.rerank4j.spi.WireReply;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Proxy;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import javax.net.SocketFactory;
import okhttp3.Call;
import okhttp3.Connection;
import okhttp3.ConnectionPool;
import okhttp3.ConnectionSpec;
import okhttp3.HttpUrl;
import okhttp3.Interceptor;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.BufferedSink;
import okio.BufferedSource;
import org.jspecify.annotations.Nullable;

/**
 * One attempt on the wire, through OkHttp and on the thread that asks. Nothing is repeated or redirected here, and no
 * time-out of OkHttp's rules but the one for connecting: who calls decides when it is enough.
 */
public final class Exchange implements AutoCloseable {

    static final String CONTENT_TYPE = "application/json; charset=utf-8";

    private static final MediaType JSON = MediaType.get(CONTENT_TYPE);
    private static final long MAX_REPLY_BYTES = 16L * 1024 * 1024;
    private static final int SLICE = 32 * 1024;
    private static final int KEEP_ALIVE_MINUTES = 5;

    private final OkHttpClient client;
    private final boolean ours;
    private volatile boolean closed;

    private Exchange(OkHttpClient.Builder builder, boolean ours) {
        this.client = builder.followRedirects(false)
                .followSslRedirects(false)
                .retryOnConnectionFailure(false)
                .callTimeout(Duration.ZERO)
                .readTimeout(Duration.ZERO)
                .writeTimeout(Duration.ZERO)
                .addNetworkInterceptor(new WireWatch())
                .build();
        this.ours = ours;
    }

    /** Over a client of our own, which {@link #close} ends. Without TLS the set-up of TLS is left out. */
    static Exchange own(Duration connectTimeout, @Nullable Proxy proxy, int connections, boolean tls) {
        OkHttpClient.Builder builder = new OkHttpClient.Builder()
                .connectTimeout(connectTimeout)
                .connectionPool(new ConnectionPool(connections, KEEP_ALIVE_MINUTES, TimeUnit.MINUTES))
                .socketFactory(new NoDelay(SocketFactory.getDefault()))
                .fastFallback(!Threads.virtual())
                .proxy(proxy);
        return new Exchange(tls ? builder : builder.connectionSpecs(List.of(ConnectionSpec.CLEARTEXT)), true);
    }

    /** Over a user's client: its pool, dispatcher, proxy, interceptors and TLS; it stays open. */
    static Exchange over(OkHttpClient client) {
        return new Exchange(client.newBuilder().socketFactory(new NoDelay(client.socketFactory())), false);
    }

    /** For a few small requests now and then, such as those of a credentials provider: keeps no connection. */
    public static Exchange occasional(Duration timeout) {
        OkHttpClient.Builder builder = new OkHttpClient.Builder()
                .connectTimeout(timeout)
                .connectionPool(new ConnectionPool(0, 1, TimeUnit.SECONDS));
        return new Exchange(builder, true);
    }

    /** What the sender wants to know while its request is under way. */
    public interface Transfer {

        /** The request can be aborted from now on. */
        default void began(Runnable abort) {}

        /** The thread is about to touch the wire. */
        default void reachesWire() {}

        /** The last byte of the request was written. */
        default void sent() {}

        /** Aborting is over. */
        default void ended(Runnable abort) {}
    }

    /** A reply, and a way to keep its connection from being used again. */
    public record Answer(WireReply reply, Runnable discardConnection) {}

    /**
     * Sends a POST, or a GET where there is no body, and reads the reply whole.
     *
     * @throws OversizedReply for more than 16 MB after unzipping
     * @throws IOException if no whole reply came, for example because the request was aborted
     */
    public Answer send(HttpUrl url, Map<String, String> headers, byte @Nullable [] body, Transfer transfer)
            throws IOException {
        Underway underway = new Underway(transfer);
        Request.Builder request = new Request.Builder().url(url).tag(Underway.class, underway);
        headers.forEach(request::header);
        Call call = client.newCall(
                body == null
                        ? request.build()
                        : request.post(new SlicedBody(body, underway)).build());
        Runnable abort = call::cancel;
        transfer.began(abort);
        try (Response response = call.execute()) {
            byte[] bytes = readAll(response, call);
            return new Answer(new WireReply(response.code(), response::header, bytes), underway::discardConnection);
        } finally {
            transfer.ended(abort);
            if (closed) {
                close();
            }
        }
    }

    /** The {@code Host} header OkHttp sends to a URL. */
    static String hostHeader(HttpUrl url) {
        String host = url.host().contains(":") ? "[" + url.host() + "]" : url.host();
        return url.port() == HttpUrl.defaultPort(url.scheme()) ? host : host + ":" + url.port();
    }

    /** Ends the connections, if the client is ours. */
    @Override
    public void close() {
        closed = true;
        if (ours) {
            client.connectionPool().evictAll();
        }
    }

    private static byte[] readAll(Response response, Call call) throws IOException {
        BufferedSource source = response.body().source();
        if (source.request(MAX_REPLY_BYTES + 1)) {
            call.cancel();
            throw new OversizedReply(response.code(), MAX_REPLY_BYTES);
        }
        return source.readByteArray();
    }

    /** A reply that is larger than any honest one. */
    static final class OversizedReply extends IOException {

        private static final long serialVersionUID = 1L;

        private final int status;

        OversizedReply(int status, long limit) {
            super("the reply is larger than " + limit / 1024 / 1024 + " MB");
            this.status = status;
        }

        int status() {
            return status;
        }
    }

    /** Runs right before the wire, after every interceptor of a user's client. */
    private static final class WireWatch implements Interceptor {

        @Override
        public Response intercept(Chain chain) throws IOException {
            Underway underway = chain.request().tag(Underway.class);
            if (underway != null) {
                underway.reachesWire(chain.connection());
            }
            return chain.proceed(chain.request());
        }
    }

    private static final class Underway {

        private final Transfer transfer;
        private volatile @Nullable Connection connection;
        private boolean onWire;

        Underway(Transfer transfer) {
            this.transfer = transfer;
        }

        void reachesWire(@Nullable Connection used) {
            connection = used;
            onWire = true;
            transfer.reachesWire();
        }

        /** Told of the body only where it goes out: an interceptor may have written it to a log before. */
        void written() {
            if (onWire) {
                onWire = false;
                transfer.sent();
            }
        }

        /** Closes the socket, unless other requests share it. */
        void discardConnection() {
            Connection used = connection;
            if (used == null || used.protocol() == Protocol.HTTP_2) {
                return;
            }
            try {
                used.socket().close();
            } catch (IOException alreadyBroken) {
                // it will not be used again either way
            }
        }
    }

    /** Bytes written in slices, which OkHttp does not copy as it would copy the whole; written once only. */
    private static final class SlicedBody extends RequestBody {

        private final byte[] bytes;
        private final Underway underway;

        SlicedBody(byte[] bytes, Underway underway) {
            this.bytes = bytes;
            this.underway = underway;
        }

        @Override
        public MediaType contentType() {
            return JSON;
        }

        @Override
        public long contentLength() {
            return bytes.length;
        }

        @Override
        public boolean isOneShot() {
            return true;
        }

        @Override
        public void writeTo(BufferedSink sink) throws IOException {
            for (int from = 0; from < bytes.length; from += SLICE) {
                sink.write(bytes, from, Math.min(SLICE, bytes.length - from));
            }
            sink.flush();
            underway.written();
        }
    }

    /** Sockets that send at once: with Nagle's algorithm a body of several writes waits for a delayed ACK. */
    private static final class NoDelay extends SocketFactory {

        private final SocketFactory sockets;

        NoDelay(SocketFactory sockets) {
            this.sockets = sockets;
        }

        @Override
        public Socket createSocket() throws IOException {
            return noDelay(sockets.createSocket());
        }

        @Override
        public Socket createSocket(String host, int port) throws IOException {
            return noDelay(sockets.createSocket(host, port));
        }

        @Override
        public Socket createSocket(String host, int port, InetAddress local, int localPort) throws IOException {
            return noDelay(sockets.createSocket(host, port, local, localPort));
        }

        @Override
        public Socket createSocket(InetAddress host, int port) throws IOException {
            return noDelay(sockets.createSocket(host, port));
        }

        @Override
        public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) throws IOException {
            return noDelay(sockets.createSocket(host, port, local, localPort));
        }

        /** Two models over one client share its connections only if their factories are equal. */
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof NoDelay that && sockets.equals(that.sockets);
        }

        @Override
        public int hashCode() {
            return Objects.hash(NoDelay.class, sockets);
        }

        private static Socket noDelay(Socket socket) throws IOException {
            socket.setTcpNoDelay(true);
            return socket;
        }
    }
}
