package io.github.rerank4j.testkit;

import io.github.rerank4j.local.ReceivedRequest;
import io.github.rerank4j.testkit.ScriptedReply.Fate;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import okhttp3.Headers;
import okio.ByteString;
import org.jspecify.annotations.Nullable;

/** Decides which reply a request gets: the next of the queue, else what the responder says. */
final class Script extends Dispatcher {
    private static final String AUTHORITY = ":authority";

    private final Consumer<ReceivedRequest> received;
    private final CompletableFuture<Void> closing;
    private final Queue<ScriptedReply> replies = new ArrayDeque<>();
    private volatile @Nullable WatchedServerSockets sockets;
    private volatile Function<ReceivedRequest, ScriptedReply> responder =
            request -> ScriptedReply.text(501, "no reply is scripted for " + request);

    /**
     * @param received told of every request before it is answered
     * @param closing complete as soon as the server is being closed
     */
    Script(Consumer<ReceivedRequest> received, CompletableFuture<Void> closing) {
        this.received = received;
        this.closing = closing;
    }

    /** Where requests come from; set before the first one. */
    void connections(WatchedServerSockets sockets) {
        this.sockets = sockets;
    }

    void enqueue(List<ScriptedReply> added) {
        synchronized (replies) {
            replies.addAll(added);
        }
    }

    void respondWith(Function<ReceivedRequest, ScriptedReply> responder) {
        this.responder = responder;
    }

    /** Whether the connection that was just made is to be reset; takes that reply. */
    boolean resetsNextConnection() {
        synchronized (replies) {
            boolean resets = nextIs(Fate.RESET_AT_CONNECT);
            if (resets) {
                replies.remove();
            }
            return resets;
        }
    }

    private boolean nextIs(Fate fate) {
        ScriptedReply next = replies.peek();
        return next != null && next.fate() == fate;
    }

    @Override
    public MockResponse peek() {
        synchronized (replies) {
            return nextIs(Fate.NEVER_READ)
                    ? new MockResponse.Builder().doNotReadRequestBody().build()
                    : super.peek();
        }
    }

    @Override
    public MockResponse dispatch(RecordedRequest recorded) throws InterruptedException {
        ReceivedRequest request = read(recorded);
        ScriptedReply reply = replyTo(request);
        WatchedSocket connection = connectionOf(recorded);
        if (connection == null) {
            return nothing();
        }
        connection.answering();
        try {
            return new Delivery(reply, connection, closing).response();
        } catch (IOException e) {
            return nothing();
        }
    }

    private static ReceivedRequest read(RecordedRequest recorded) {
        ByteString body = recorded.getBody();
        return new ReceivedRequest(
                recorded.getMethod(),
                recorded.getTarget(),
                headersOf(recorded.getHeaders()),
                body == null ? new byte[0] : body.toByteArray());
    }

    private static Map<String, List<String>> headersOf(Headers sent) {
        Map<String, List<String>> headers = sent.toMultimap();
        String authority = sent.get(AUTHORITY);
        if (authority != null) {
            // HTTP/2 names the host in a pseudo header
            headers.put("host", List.of(authority));
        }
        headers.keySet().removeIf(name -> name.startsWith(":"));
        return headers;
    }

    private @Nullable WatchedSocket connectionOf(RecordedRequest recorded) {
        WatchedServerSockets known = sockets;
        return known == null ? null : known.connection(recorded.getConnectionIndex());
    }

    private static MockResponse nothing() {
        return new MockResponse.Builder()
                .onResponseStart(new SocketEffect.CloseSocket())
                .build();
    }

    private ScriptedReply replyTo(ReceivedRequest request) {
        ScriptedReply next = received(request);
        if (next != null) {
            return next;
        }
        try {
            return responder.apply(request);
        } catch (RuntimeException | AssertionError e) {
            return ScriptedReply.text(500, "the responder failed: " + e);
        }
    }

    /** Takes the reply before anybody hears of the request: who waits for it may send the next one at once. */
    private @Nullable ScriptedReply received(ReceivedRequest request) {
        synchronized (replies) {
            ScriptedReply next = replies.poll();
            received.accept(request);
            return next;
        }
    }
}
