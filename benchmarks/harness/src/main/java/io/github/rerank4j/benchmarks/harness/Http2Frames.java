package io.github.rerank4j.benchmarks.harness;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Frames of HTTP/2 that go out together. */
final class Http2Frames {

    static final int SETTINGS = 4;

    private static final int WINDOW_UPDATE = 8;
    private static final int INITIAL_WINDOW_SIZE = 4;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    Http2Frames frame(int type, int flags, int stream, byte[] payload) {
        header(payload.length, type, flags, stream);
        bytes.write(payload, 0, payload.length);
        return this;
    }

    /** What a client may send on every stream. */
    Http2Frames windows(int window) {
        header(6, SETTINGS, 0, 0);
        number(INITIAL_WINDOW_SIZE, 2);
        number(window, 4);
        return this;
    }

    /** So many bytes more, on a stream, or on all with stream 0. */
    void update(int stream, int more) {
        header(4, WINDOW_UPDATE, 0, stream);
        number(more, 4);
    }

    void sendTo(OutputStream out) throws IOException {
        if (bytes.size() > 0) {
            bytes.writeTo(out);
        }
    }

    private void header(int length, int type, int flags, int stream) {
        number(length, 3);
        number(type, 1);
        number(flags, 1);
        number(stream, 4);
    }

    private void number(int value, int size) {
        for (int shift = Byte.SIZE * (size - 1); shift >= 0; shift -= Byte.SIZE) {
            bytes.write(value >> shift);
        }
    }
}
