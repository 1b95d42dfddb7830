package io.github.rerank4j.testkit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntFunction;
import java.util.stream.Stream;

/**
 * What a {@link RawServer} does with one request, byte by byte. Immutable: every method returns a new reply, so one
 * reply can be enqueued many times. When all is done the connection waits for the next request, unless it was closed.
 */
public final class RawReply {
    /** When a reply begins. */
    enum Moment {
        AT_CONNECT,
        IN_BODY,
        AFTER_REQUEST
    }

    /** One thing to do on a connection. */
    @FunctionalInterface
    interface Step {
        void take(RawConnection connection) throws IOException, InterruptedException;
    }

    private final Moment moment;
    private final int bodyBytes;
    private final List<Step> steps;

    private RawReply(Moment moment, int bodyBytes, List<Step> steps) {
        this.moment = moment;
        this.bodyBytes = bodyBytes;
        this.steps = steps;
    }

    /** No response at all; the connection stays open. */
    public static RawReply nothing() {
        return new RawReply(Moment.AFTER_REQUEST, 0, List.of());
    }

    /** Exactly these bytes, head included. */
    public static RawReply bytes(byte[] bytes) {
        return nothing().then(bytes);
    }

    /** Exactly this text in UTF-8, head included. */
    public static RawReply text(String text) {
        return bytes(text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * A response of HTTP/1.1 with a right {@code Content-Length}.
     *
     * @param status number and reason, as in {@code 200 OK}
     * @param headerLines further headers, as in {@code Retry-After: 1}
     */
    public static RawReply http(String status, byte[] body, String... headerLines) {
        return text(head(status, headerLines) + "Content-Length: " + body.length + "\r\n\r\n")
                .then(body);
    }

    /** A response of HTTP/1.1 with a body in UTF-8 and a right {@code Content-Length}. */
    public static RawReply http(String status, String body, String... headerLines) {
        return http(status, body.getBytes(StandardCharsets.UTF_8), headerLines);
    }

    /** A status line and headers without the empty line behind them. */
    public static String head(String status, String... headerLines) {
        StringBuilder head = new StringBuilder("HTTP/1.1 ").append(status).append("\r\n");
        Arrays.stream(headerLines).forEach(line -> head.append(line).append("\r\n"));
        return head.toString();
    }

    /** Frames for the stream of the request, when the server speaks HTTP/2. */
    public static RawReply frames(IntFunction<byte[]> ofStream) {
        return nothing().with(connection -> connection.write(ofStream.apply(connection.stream())));
    }

    /** This reply, and then exactly these bytes. */
    public RawReply then(byte[] bytes) {
        byte[] copy = bytes.clone();
        return with(connection -> connection.write(copy));
    }

    /** This reply, and then exactly this text in UTF-8. */
    public RawReply then(String text) {
        return then(text.getBytes(StandardCharsets.UTF_8));
    }

    /** This reply, and then these bytes so many times; for bodies too large to be held. */
    public RawReply thenTimes(byte[] bytes, int times) {
        byte[] copy = bytes.clone();
        return with(connection -> {
            for (int i = 0; i < times; i++) {
                connection.write(copy);
            }
        });
    }

    /** This reply, and then these bytes one at a time with a pause in front of each. */
    public RawReply thenDrip(byte[] bytes, Duration tick) {
        byte[] copy = bytes.clone();
        return with(connection -> {
            for (byte each : copy) {
                connection.pause(tick);
                connection.write(new byte[] {each});
            }
        });
    }

    /** This reply, and then these bytes again and again until the client goes away. */
    public RawReply thenForever(byte[] bytes) {
        byte[] copy = bytes.clone();
        return with(connection -> {
            while (connection.isOpen()) {
                connection.write(copy);
            }
        });
    }

    /** This reply, and then a pause. */
    public RawReply pause(Duration time) {
        return with(connection -> connection.pause(time));
    }

    /** This reply, and then a wait until the signal is there; its failure ends the connection. */
    public RawReply waitFor(CompletableFuture<?> signal) {
        return with(connection -> connection.await(signal));
    }

    /** This reply, and then silence until the client goes away. Over HTTP/2 other streams would have to wait too. */
    public RawReply silence() {
        return with(RawConnection::awaitClient);
    }

    /**
     * This reply, and then a wait until the client has read it to here, as its answer to a PING shows; when the server
     * speaks HTTP/2. What else the client sends meanwhile is skipped.
     */
    public RawReply untilRead() {
        return with(RawConnection::ping);
    }

    /** This reply, and then an orderly end of the connection. */
    public RawReply close() {
        return with(RawConnection::close);
    }

    /** This reply, and then the end of the connection, under TLS without its goodbye (close_notify). */
    public RawReply cut() {
        return with(RawConnection::cut);
    }

    /** This reply, and then a reset of the connection. */
    public RawReply reset() {
        return with(RawConnection::reset);
    }

    /** This reply, and then the end of the server's half of the connection; the client's half is read on. */
    public RawReply halfClose() {
        return with(RawConnection::closeOutput);
    }

    /** This reply as soon as a connection is made, before TLS and any request; it takes no request. */
    public RawReply atConnect() {
        return new RawReply(Moment.AT_CONNECT, 0, steps);
    }

    /** This reply when so many bytes of the request's body were read; the rest stays unread. */
    public RawReply inBodyAfter(int bytes) {
        return new RawReply(Moment.IN_BODY, bytes, steps);
    }

    private RawReply with(Step step) {
        return new RawReply(
                moment,
                bodyBytes,
                Stream.concat(steps.stream(), Stream.of(step)).toList());
    }

    Moment moment() {
        return moment;
    }

    /** How much of a body of that length is read before this reply begins. */
    int readable(int length) {
        return moment == Moment.IN_BODY ? Math.min(bodyBytes, length) : length;
    }

    void perform(RawConnection connection) throws IOException, InterruptedException {
        for (Step step : steps) {
            step.take(connection);
        }
    }
}
