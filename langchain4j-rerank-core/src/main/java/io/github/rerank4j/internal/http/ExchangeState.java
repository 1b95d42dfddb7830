package io.github.rerank4j.internal.http;

import io.github.rerank4j.internal.http.SharedConnections.Shared;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import okhttp3.Connection;
import okhttp3.Protocol;
import okhttp3.Response;
import okio.Utf8;
import org.jspecify.annotations.Nullable;

/** One sending of a request, and what its connection reveals of it. */
final class ExchangeState {

    private static final Set<Protocol> MULTIPLEXED = Set.of(Protocol.HTTP_2, Protocol.H2_PRIOR_KNOWLEDGE);
    private static final int STATUS_LINE = "HTTP/1.1 200 \r\n".length();
    private static final int LINE_END = 2;
    /** Several round trips around the world. A server that has had the request for longer may be at work on it. */
    private static final Duration AT_ONCE = Duration.ofSeconds(1);

    private final ExchangeEvents events;
    private final boolean onlyNew;
    private final ConnectionOwners owners;
    private final SharedConnections sharedConnections;
    private final Sockets sockets;
    private final ConnectionOwners.Owner owner = new ConnectionOwners.Owner();
    private volatile @Nullable Connection connection;
    private volatile @Nullable Shared shared;
    private @Nullable CountedSocket socket;
    private boolean usedBefore;
    private long responseBytesBefore;
    private @Nullable AbortableExchange abortable;
    private volatile long onWireSince;
    private volatile long writtenAt;
    private volatile boolean written;
    private boolean onWire;
    private boolean reachedWire;
    private boolean aborted;

    ExchangeState(
            ExchangeEvents events,
            boolean onlyNew,
            ConnectionOwners owners,
            SharedConnections sharedConnections,
            Sockets sockets) {
        this.events = events;
        this.onlyNew = onlyNew;
        this.owners = owners;
        this.sharedConnections = sharedConnections;
        this.sockets = sockets;
    }

    ExchangeEvents events() {
        return events;
    }

    /** How to abort it; before OkHttp begins. */
    void begins(AbortableExchange request) {
        abortable = request;
    }

    /** A connection is being made for it. */
    void connects(boolean proxied) {
        AbortableExchange request = abortable;
        if (request != null) {
            events.connects(request, proxied);
        }
    }

    /** Whether the reply may be what was left of another. */
    boolean isTainted() {
        return owner.isTainted();
    }

    /** The connection of HTTP/2 that carries it; null for HTTP/1.1, and before it has one. */
    @Nullable
    Shared shared() {
        return shared;
    }

    /** Whether its connection of HTTP/2 has been silent for so long, or for half the time since the request began. */
    boolean isSilent(Duration silence) {
        Shared joined = shared;
        long half = (System.nanoTime() - onWireSince) / 2;
        return joined != null && joined.silentNanos() >= Math.min(silence.toNanos(), half);
    }

    boolean hasReachedWire() {
        return reachedWire;
    }

    void reachesWire(@Nullable Connection used) throws IOException {
        leaveShared();
        connection = null;
        socket = null;
        usedBefore = false;
        onWireSince = System.nanoTime();
        if (used != null && MULTIPLEXED.contains(used.protocol())) {
            Shared joined = sharedConnections.join(used, sockets.of(used.socket()));
            shared = joined;
            usedBefore = joined.hasAnswered();
            responseBytesBefore = joined.responseBytes();
        } else if (used != null) {
            connection = used;
            usedBefore = owners.take(used, owner);
            ask(used);
        }
        written = false;
        onWire = true;
        reachedWire = true;
        events.reachesWire();
    }

    private void ask(Connection used) throws IOException {
        CountedSocket asked = counted(used);
        if (usedBefore && (onlyNew || (asked != null && asked.holdsMore()))) {
            discardConnection();
            throw new ConnectionOwners.Discarded();
        }
        if (asked != null) {
            asked.ask();
        }
        socket = asked;
    }

    /** Null where nobody knows what comes in: a TLS handshake reads, unless a user's factory reads past the socket. */
    private @Nullable CountedSocket counted(Connection used) {
        CountedSocket below = sockets.of(used.socket());
        return below != null && used.socket() != below && below.received() == 0 ? null : below;
    }

    /** Called for the body only where it goes out: an interceptor may have written it to a log before. */
    void written() {
        if (onWire) {
            onWire = false;
            writtenAt = System.nanoTime();
            written = true;
            events.sent();
        }
    }

    /** A failure on the wire, as an {@link Unanswered} one where the request can be sent again. */
    IOException understood(IOException failure) {
        if (Unanswered.isRefusal(failure)) {
            return Unanswered.refused(failure);
        }
        return usedBefore && hasEndedUnanswered() && !isBeingWorkedOn() ? Unanswered.connectionEnded(failure) : failure;
    }

    /** A connection that had ended before says so at once; one that ends later is taken from a server at work. */
    private boolean isBeingWorkedOn() {
        return written && System.nanoTime() - writtenAt >= AT_ONCE.toNanos();
    }

    /**
     * Where nobody knows what came in, an answer of which not even the head is there counts as none. With HTTP/2
     * whatever comes in shows that the other side is there, and may have looked at the request.
     */
    private boolean hasEndedUnanswered() {
        Shared joined = shared;
        if (joined != null) {
            return joined.hasEnded() && joined.responseBytes() == responseBytesBefore;
        }
        return socket == null || !socket.hasAnswered();
    }

    /** Before the body is read, and so before another request can have the connection. */
    void answered(Response response) throws IOException {
        Shared joined = shared;
        if (joined != null) {
            joined.answered();
        }
        CountedSocket asked = socket;
        Connection used = connection;
        if (asked != null && used != null) {
            if (!asked.hasReceived()) {
                discardConnection();
                throw new IOException("the connection held a reply before the request was sent");
            }
            long length = wholeLength(response);
            // what comes in under TLS is longer than what is read
            if (used.socket() == asked && length != Long.MAX_VALUE) {
                asked.expect(length);
            }
        }
        if (used != null && isOdd(response)) {
            owners.discard(used, owner);
        }
    }

    /** Whether a gateway wrote it, or a service in trouble: more may be on the connection than is read. */
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

    /** Ends it with its connection, whoever else is on that. */
    void endConnection() {
        Shared joined = shared;
        if (joined != null) {
            joined.endIfBusy();
        }
        discardConnection();
    }

    /** The request is over. */
    void ended(boolean wasAborted) {
        aborted = wasAborted;
        leaveShared();
    }

    /** Whether it was ended from here. */
    boolean wasAborted() {
        return aborted;
    }

    private void leaveShared() {
        Shared joined = shared;
        if (joined != null) {
            shared = null;
            joined.end();
        }
    }
}
