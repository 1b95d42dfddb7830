package io.github.rerank4j.testkit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.zip.GZIPOutputStream;
import okhttp3.Headers;

/**
 * What a {@link ScriptedServer} does with one request. Immutable: every method that changes something returns a new
 * reply, so one reply can be enqueued many times.
 */
public final class ScriptedReply {
    /** What becomes of the request. */
    enum Fate {
        ANSWERED,
        NEVER_ANSWERED,
        NEVER_READ,
        RESET,
        RESET_AT_CONNECT
    }

    /** How the body ends. */
    enum Ending {
        WHOLE,
        TRUNCATED,
        SILENT,
        ENDLESS
    }

    private static final byte[] NOTHING = {};
    private static final Headers NO_HEADERS = new Headers.Builder().build();

    private final Fate fate;
    private final int status;
    private final Headers headers;
    private final byte[] body;
    private final Pace pace;
    private final Ending ending;

    private ScriptedReply(Fate fate, int status, Headers headers, byte[] body, Pace pace, Ending ending) {
        this.fate = fate;
        this.status = status;
        this.headers = headers;
        this.body = body;
        this.pace = pace;
        this.ending = ending;
    }

    /** A response with status 200 and a JSON body. */
    public static ScriptedReply json(String json) {
        return json(200, json);
    }

    /** A response with a JSON body. */
    public static ScriptedReply json(int status, String json) {
        return response(status, json.getBytes(StandardCharsets.UTF_8), "application/json");
    }

    /** A response with a plain text body. */
    public static ScriptedReply text(int status, String text) {
        return response(status, text.getBytes(StandardCharsets.UTF_8), "text/plain; charset=utf-8");
    }

    /** A response with a body of any bytes. */
    public static ScriptedReply bytes(int status, byte[] body) {
        return response(status, body.clone(), "application/octet-stream");
    }

    /** A response without a body. */
    public static ScriptedReply empty(int status) {
        return new ScriptedReply(Fate.ANSWERED, status, NO_HEADERS, NOTHING, Pace.AT_ONCE, Ending.WHOLE);
    }

    /** A response of status 200 whose headers promise a JSON body that never comes; the connection stays open. */
    public static ScriptedReply silentBody() {
        return json("{\"never\":\"sent\"}").ending(Ending.SILENT);
    }

    /** No response at all: the request is read and the connection stays open in silence. */
    public static ScriptedReply neverRespond() {
        return withoutResponse(Fate.NEVER_ANSWERED);
    }

    /**
     * No response, and the request's body is left unread, so a client with more to send than the sockets buffer gets stuck
     * in writing. {@link ScriptedServer#awaitAborted} does not notice when it gives up.
     */
    public static ScriptedReply neverRead() {
        return withoutResponse(Fate.NEVER_READ);
    }

    /** A connection that is reset after the request was read. */
    public static ScriptedReply resetBeforeResponse() {
        return withoutResponse(Fate.RESET);
    }

    /**
     * A connection that is reset as soon as it is made, before any request. A client that reuses an open connection
     * instead sees it reset when its request has arrived.
     */
    public static ScriptedReply resetAtConnect() {
        return withoutResponse(Fate.RESET_AT_CONNECT);
    }

    private static ScriptedReply response(int status, byte[] body, String contentType) {
        return new ScriptedReply(Fate.ANSWERED, status, NO_HEADERS, body, Pace.AT_ONCE, Ending.WHOLE)
                .header("Content-Type", contentType);
    }

    private static ScriptedReply withoutResponse(Fate fate) {
        return new ScriptedReply(fate, 500, NO_HEADERS, NOTHING, Pace.AT_ONCE, Ending.WHOLE);
    }

    /**
     * This reply with a header, which replaces one of the same name. A {@code Content-Length} set here is sent as it is,
     * even when it is wrong.
     */
    public ScriptedReply header(String name, String value) {
        Headers changed = headers.newBuilder().set(name, value).build();
        return new ScriptedReply(fate, status, changed, body, pace, ending);
    }

    /** This reply with a {@code Retry-After} header: seconds or an HTTP date. */
    public ScriptedReply retryAfter(String value) {
        return header("Retry-After", value);
    }

    /** This reply, given after a delay; nothing is sent before, not even headers. */
    public ScriptedReply afterDelay(Duration delay) {
        return paced(pace.delayed(delay));
    }

    /** This reply, given once the future is complete, in whatever way; nothing is sent before, not even headers. */
    public ScriptedReply heldUntil(CompletableFuture<?> release) {
        return paced(pace.heldUntil(release));
    }

    /** This reply with a body that goes out in small pieces, one at every tick. */
    public ScriptedReply drip(int bytesPerTick, Duration tick) {
        return paced(pace.dripping(bytesPerTick, tick));
    }

    /** This reply with its body compressed and labelled so; call it once, after the body is set. */
    public ScriptedReply gzip() {
        return new ScriptedReply(fate, status, headers, compressed(body), pace, ending)
                .header("Content-Encoding", "gzip");
    }

    /** This reply, cut in the middle of its body by closing the connection. */
    public ScriptedReply truncated() {
        return ending(Ending.TRUNCATED);
    }

    /** This reply with its body repeated, without a length, until the client goes away. */
    public ScriptedReply endless() {
        if (body.length == 0) {
            throw new IllegalStateException("only a reply with a body can repeat it");
        }
        return ending(Ending.ENDLESS);
    }

    private ScriptedReply paced(Pace changed) {
        return new ScriptedReply(fate, status, headers, body, changed, ending);
    }

    private ScriptedReply ending(Ending changed) {
        return new ScriptedReply(fate, status, headers, body, pace, changed);
    }

    private static byte[] compressed(byte[] plain) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(plain);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    Fate fate() {
        return fate;
    }

    int status() {
        return status;
    }

    Headers headers() {
        return headers;
    }

    /** Not a copy: nobody here writes to it. */
    byte[] body() {
        return body;
    }

    Pace pace() {
        return pace;
    }

    Ending ending() {
        return ending;
    }

    @Override
    public String toString() {
        return fate == Fate.ANSWERED ? "reply " + status + " (" + body.length + " bytes)" : "reply " + fate;
    }
}
