package io.github.rerank4j.benchmarks.harness;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * The server's side of one HTTP/2 connection, as much of RFC 9113 as a stub needs: every request has the same answer
 * wherever it goes, so that no header has to be decoded, and answers are smaller than any client's window.
 */
final class Http2Connection {

    /** What a side may send on a stream, and on all of a connection, before it has heard otherwise. */
    static final int INITIAL_WINDOW = 65_535;

    private static final int PREFACE = 24;
    private static final int LARGEST_FRAME = 16_384;

    private static final int DATA = 0;
    private static final int HEADERS = 1;
    private static final int RST_STREAM = 3;
    private static final int PING = 6;

    private static final int ACK = 0x1;
    private static final int END_STREAM = 0x1;
    private static final int END_HEADERS = 0x4;
    private static final int PADDED = 0x8;

    private static final String JSON = "application/json";

    private final DataInputStream in;
    private final OutputStream out;
    private final int window;
    private final Map<Integer, Request> requests = new HashMap<>();
    private int received;

    Http2Connection(Socket client, int window) throws IOException {
        this.in = new DataInputStream(new BufferedInputStream(client.getInputStream(), 4 * LARGEST_FRAME));
        this.out = client.getOutputStream();
        this.window = window;
    }

    /** Answers requests in the order in which they are complete, until the client leaves. */
    void serve(Answers answers) throws IOException {
        in.readFully(new byte[PREFACE]);
        greet();
        for (int first = in.read(); first >= 0; first = in.read()) {
            int length = first << 16 | in.readUnsignedShort();
            int type = in.readUnsignedByte();
            int flags = in.readUnsignedByte();
            int stream = in.readInt();
            if (length > LARGEST_FRAME) {
                throw new IOException("a frame of " + length + " bytes");
            }
            byte[] payload = new byte[length];
            in.readFully(payload);
            take(type, flags, stream, payload, answers);
        }
    }

    private void greet() throws IOException {
        Http2Frames frames = new Http2Frames().windows(window);
        if (window > INITIAL_WINDOW) {
            frames.update(0, window - INITIAL_WINDOW);
        }
        frames.sendTo(out);
    }

    private void take(int type, int flags, int stream, byte[] payload, Answers answers) throws IOException {
        switch (type) {
            case HEADERS -> requests.putIfAbsent(stream, new Request());
            case DATA -> data(flags, stream, payload);
            case RST_STREAM -> requests.remove(stream);
            case Http2Frames.SETTINGS, PING -> acknowledge(type, flags, payload);
            default -> {
                // more headers, priorities, the client's windows, its farewell: nothing to do
            }
        }
        if ((type == HEADERS || type == DATA) && (flags & END_STREAM) != 0) {
            Request complete = requests.remove(stream);
            if (complete != null) {
                byte[] body = complete.body.toByteArray();
                answer(stream, answers.answer(body, body.length).toString());
            }
        }
    }

    /** Lets the client send on once half of a window has been read, and the next request begin with all of it. */
    private void data(int flags, int stream, byte[] payload) throws IOException {
        Http2Frames frames = new Http2Frames();
        received += payload.length;
        if (received > window / 2 || ((flags & END_STREAM) != 0 && received > 0)) {
            frames.update(0, received);
            received = 0;
        }
        Request request = requests.get(stream);
        if (request != null) {
            request.add(flags, payload);
            if (request.received > window / 2 && (flags & END_STREAM) == 0) {
                frames.update(stream, request.received);
                request.received = 0;
            }
        }
        frames.sendTo(out);
    }

    private void acknowledge(int type, int flags, byte[] payload) throws IOException {
        if ((flags & ACK) == 0) {
            new Http2Frames()
                    .frame(type, ACK, 0, type == PING ? payload : new byte[0])
                    .sendTo(out);
        }
    }

    private void answer(int stream, String json) throws IOException {
        byte[] body = json.getBytes(StandardCharsets.ISO_8859_1);
        Http2Frames frames = new Http2Frames().frame(HEADERS, END_HEADERS, stream, headers(body.length));
        int from = 0;
        do {
            int to = Math.min(body.length, from + LARGEST_FRAME);
            frames.frame(DATA, to == body.length ? END_STREAM : 0, stream, Arrays.copyOfRange(body, from, to));
            from = to;
        } while (from < body.length);
        frames.sendTo(out);
    }

    /** Status 200, content-type and content-length: names from HPACK's static table, values as they are. */
    private static byte[] headers(int contentLength) {
        String length = Integer.toString(contentLength);
        return ("\u0088\u000f\u0010" + (char) JSON.length() + JSON + "\u000f\r" + (char) length.length() + length)
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    /** What is said to a request's body: JSON. */
    @FunctionalInterface
    interface Answers {

        StringBuilder answer(byte[] body, int length);
    }

    /** A request that is arriving. */
    private static final class Request {

        private final ByteArrayOutputStream body = new ByteArrayOutputStream(LARGEST_FRAME);

        /** Since the client was last let go on. */
        private int received;

        void add(int flags, byte[] payload) throws EOFException {
            received += payload.length;
            if ((flags & PADDED) == 0) {
                body.write(payload, 0, payload.length);
                return;
            }
            int length = payload.length - 1 - Byte.toUnsignedInt(payload[0]);
            if (length < 0) {
                throw new EOFException("more padding than there is");
            }
            body.write(payload, 1, length);
        }
    }
}
