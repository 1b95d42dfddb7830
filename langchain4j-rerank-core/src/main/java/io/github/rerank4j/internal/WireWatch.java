package io.github.rerank4j.internal;

import io.github.rerank4j.internal.Exchange.Transfer;
import io.github.rerank4j.spi.WireReply;
import java.io.IOException;
import java.net.Proxy;
import java.util.Set;
import okhttp3.Connection;
import okhttp3.Interceptor;
import okhttp3.Protocol;
import okhttp3.Response;
import okio.Utf8;
import org.jspecify.annotations.Nullable;

/**
 * Runs right before the wire, after every interceptor of a user's client, and sees to it that no request reads what was
 * meant for another: a connection on which more stands than the answer, or may stand, is not used again.
 */
final class WireWatch implements Interceptor {

    private static final Set<Protocol> MULTIPLEXED = Set.of(Protocol.HTTP_2, Protocol.H2_PRIOR_KNOWLEDGE);
    private static final int STATUS_LINE = "HTTP/1.1 200 \r\n".length();
    private static final int LINE_END = 2;
    private static final int PROXY_AUTHENTICATION = 407;
    private static final int EXCERPT = 64 * 1024;

    private final ConnectionOwners owners = new ConnectionOwners();
    private final Sockets sockets;

    WireWatch(Sockets sockets) {
        this.sockets = sockets;
    }

    /** A request that is about to begin; it has to be the tag of its OkHttp request. */
    Underway begin(Transfer transfer) {
        return new Underway(transfer);
    }

    @Override
    public Response intercept(Chain chain) throws IOException {
        Underway underway = chain.request().tag(Underway.class);
        if (underway == null) {
            return chain.proceed(chain.request());
        }
        underway.reachesWire(chain.connection());
        Response response = proceed(chain);
        underway.answered(response);
        if (response.code() == PROXY_AUTHENTICATION && !behindProxy(chain.connection())) {
            throw new Unfollowed(response);
        }
        return response;
    }

    /** What OkHttp itself throws here is a fault of the answer; the user's event listener may throw as well. */
    private static Response proceed(Chain chain) throws IOException {
        try {
            return chain.proceed(chain.request());
        } catch (RuntimeException unreadable) {
            StackTraceElement[] stack = unreadable.getStackTrace();
            if (stack.length == 0 || !stack[0].getClassName().startsWith("okhttp3.")) {
                throw unreadable;
            }
            throw new IOException("the answer is not HTTP: " + unreadable.getMessage(), unreadable);
        }
    }

    private static boolean behindProxy(@Nullable Connection connection) {
        return connection != null && connection.route().proxy().type() == Proxy.Type.HTTP;
    }

    /** A reply that OkHttp would not hand over, because it takes it for a mistake in its own hands. */
    static final class Unfollowed extends IOException {

        private static final long serialVersionUID = 1L;

        private final transient WireReply reply;

        Unfollowed(Response response) throws IOException {
            super("HTTP " + response.code());
            try (response) {
                byte[] start = response.peekBody(EXCERPT).bytes();
                this.reply = new WireReply(response.code(), response::header, start);
            }
        }

        WireReply reply() {
            return reply;
        }
    }

    /** Whether a gateway wrote it, or a service in trouble: more may stand on the connection than is read. */
    private static boolean isOdd(Response response) {
        int status = response.code();
        boolean redirected = status >= 300 && status < 400;
        String type = response.header("Content-Type");
        boolean json = type != null && type.contains("json");
        return redirected || status == 408 || status >= 500 || (status >= 400 && !json);
    }

    /** The bytes of a whole answer as servers write them; one that spends more is not asked twice on a connection. */
    private static long wholeLength(Response response) {
        String length = response.header("Content-Length");
        if (length == null || response.header("Transfer-Encoding") != null) {
            return Long.MAX_VALUE;
        }
        long body = response.body().contentLength();
        return body < 0
                ? Long.MAX_VALUE
                : STATUS_LINE
                        + Utf8.size(response.message())
                        + response.headers().byteCount()
                        + LINE_END
                        + body;
    }

    /** One request on its way. */
    final class Underway {

        private final Transfer transfer;
        private final ConnectionOwners.Owner owner = new ConnectionOwners.Owner();
        private volatile @Nullable Connection connection;
        private @Nullable CountedSocket socket;
        private long receivedBefore;
        private boolean onWire;
        private boolean reachedWire;

        private Underway(Transfer transfer) {
            this.transfer = transfer;
        }

        Transfer transfer() {
            return transfer;
        }

        /** Whether the reply may be what was left of another. */
        boolean isTainted() {
            return owner.isTainted();
        }

        private void reachesWire(@Nullable Connection used) throws IOException {
            connection = null;
            socket = null;
            if (used != null && !MULTIPLEXED.contains(used.protocol())) {
                connection = used;
                boolean usedBefore = owners.take(used, owner);
                ask(used, usedBefore);
            }
            onWire = true;
            reachedWire = true;
            transfer.reachesWire();
        }

        private void ask(Connection used, boolean usedBefore) throws IOException {
            CountedSocket asked = sockets.of(used.socket());
            // a TLS handshake reads, unless a factory of the user's reads past the socket
            if (asked == null || (used.socket() != asked && asked.received() == 0)) {
                return;
            }
            if (usedBefore && asked.holdsMore()) {
                discardConnection();
                throw new ConnectionOwners.Discarded();
            }
            asked.ask();
            receivedBefore = asked.received();
            socket = asked;
        }

        boolean hasReachedWire() {
            return reachedWire;
        }

        /** Told of the body only where it goes out: an interceptor may have written it to a log before. */
        void written() {
            if (onWire) {
                onWire = false;
                transfer.sent();
            }
        }

        /** Before the body is read, and so before another request can have the connection. */
        private void answered(Response response) throws IOException {
            CountedSocket asked = socket;
            Connection used = connection;
            if (asked != null && used != null) {
                if (asked.received() == receivedBefore) {
                    discardConnection();
                    throw new IOException("an answer stood there before the request was sent");
                }
                long length = wholeLength(response);
                // what comes in under TLS is longer than what is read
                if (used.socket() == asked && length != Long.MAX_VALUE) {
                    asked.expectUpTo(receivedBefore + length);
                }
            }
            if (used != null && isOdd(response)) {
                owners.discard(used, owner);
            }
        }

        void closeIfDiscarded() {
            if (owner.hasDiscarded()) {
                discardConnection();
            }
        }

        /** What is left on the connection may be read as the answer to another request; HTTP/2 keeps them apart. */
        void discardConnection() {
            Connection used = connection;
            if (used != null && owners.discard(used, owner)) {
                try {
                    used.socket().close();
                } catch (IOException alreadyBroken) {
                    // it will not be used again either way
                }
            }
        }
    }
}
