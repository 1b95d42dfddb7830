package io.github.rerank4j.testkit;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Frames of HTTP/2 as bytes, right or wrong, for {@link RawReply#frames}. */
public final class Http2Frames {
    static final int DATA = 0;
    static final int HEADERS = 1;
    static final int RESET_STREAM = 3;
    static final int SETTINGS = 4;
    static final int PING = 6;
    static final int GO_AWAY = 7;
    /** Of SETTINGS and PING; END_STREAM of HEADERS and DATA has the same bit. */
    static final int ACK = 1;

    static final int HEAD_LENGTH = 9;
    static final int PING_LENGTH = 8;

    private static final int END_STREAM = 1;
    private static final int END_HEADERS = 4;
    private static final int STATUS_WITHOUT_INDEXING = 8;

    private Http2Frames() {}

    /** A HEADERS frame with a status of three digits and nothing else. */
    public static byte[] headers(int stream, int status, boolean last) {
        byte[] digits = Integer.toString(status).getBytes(StandardCharsets.US_ASCII);
        byte[] block = ByteBuffer.allocate(2 + digits.length)
                .put((byte) STATUS_WITHOUT_INDEXING)
                .put((byte) digits.length)
                .put(digits)
                .array();
        return frame(HEADERS, END_HEADERS | (last ? END_STREAM : 0), stream, block);
    }

    /** A DATA frame. */
    public static byte[] data(int stream, byte[] payload, boolean last) {
        return frame(DATA, last ? END_STREAM : 0, stream, payload);
    }

    /** A whole response: HEADERS, and DATA with the body in UTF-8. */
    public static byte[] response(int stream, int status, String body) {
        return join(headers(stream, status, false), data(stream, body.getBytes(StandardCharsets.UTF_8), true));
    }

    /** A RST_STREAM frame. */
    public static byte[] resetStream(int stream, int code) {
        return frame(RESET_STREAM, 0, stream, number(code));
    }

    /** A GOAWAY frame that names the last stream the server has begun. */
    public static byte[] goAway(int lastStream, int code) {
        return frame(GO_AWAY, 0, 0, join(number(lastStream), number(code)));
    }

    /** Any frame, its type and flags taken as they are. */
    public static byte[] frame(int type, int flags, int stream, byte[] payload) {
        return ByteBuffer.allocate(HEAD_LENGTH + payload.length)
                .put((byte) (payload.length >> 16))
                .putShort((short) payload.length)
                .put((byte) type)
                .put((byte) flags)
                .putInt(stream)
                .put(payload)
                .array();
    }

    /** Frames one after another. */
    public static byte[] join(byte[]... frames) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] frame : frames) {
            all.writeBytes(frame);
        }
        return all.toByteArray();
    }

    private static byte[] number(int value) {
        return ByteBuffer.allocate(Integer.BYTES).putInt(value).array();
    }
}
