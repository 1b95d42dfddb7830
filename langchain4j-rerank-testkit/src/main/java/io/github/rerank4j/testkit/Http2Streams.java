package io.github.rerank4j.testkit;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.HashSet;
import java.util.Set;

/**
 * The open streams of one HTTP/2 connection, read off its frames; tells which requests the client gave up.
 *
 * <p>A stream opens with the client's HEADERS and closes with the server's END_STREAM. A client that resets one that is
 * open, or leaves, has aborted a request.
 */
final class Http2Streams implements WatchedInput.Tap {
    private static final int PREFACE_LENGTH = 24;
    private static final int DATA = 0;
    private static final int HEADERS = 1;
    private static final int RST_STREAM = 3;
    private static final int END_STREAM = 1;

    private final Runnable aborted;
    private final Set<Integer> open = new HashSet<>();
    private final FrameScanner fromClient = new FrameScanner(PREFACE_LENGTH, this::clientSent);
    private final FrameScanner fromServer = new FrameScanner(0, this::serverSent);

    Http2Streams(Runnable aborted) {
        this.aborted = aborted;
    }

    @Override
    public void received(byte[] bytes, int offset, int count) {
        fromClient.scan(bytes, offset, count);
    }

    /** The client has gone: what was open is aborted. */
    synchronized void ended() {
        open.forEach(stream -> aborted.run());
        open.clear();
    }

    /** Whatever happens from here on is the server's own doing. */
    synchronized void forget() {
        open.clear();
    }

    /** The same output, listened to. */
    OutputStream listeningTo(OutputStream out) {
        return new FilterOutputStream(out) {
            @Override
            public void write(int oneByte) throws IOException {
                write(new byte[] {(byte) oneByte}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int offset, int count) throws IOException {
                fromServer.scan(bytes, offset, count);
                out.write(bytes, offset, count);
            }
        };
    }

    private synchronized void clientSent(int type, int flags, int stream) {
        if (type == HEADERS) {
            open.add(stream);
        } else if (type == RST_STREAM && open.remove(stream)) {
            aborted.run();
        }
    }

    private synchronized void serverSent(int type, int flags, int stream) {
        boolean last = (type == DATA || type == HEADERS) && (flags & END_STREAM) != 0;
        if (last || type == RST_STREAM) {
            open.remove(stream);
        }
    }

    /** Somebody who is told of each frame. */
    private interface FrameListener {
        void frame(int type, int flags, int stream);
    }

    /** Finds the frame headers in bytes that come in pieces of any size. */
    private static final class FrameScanner {
        private static final int HEADER_LENGTH = 9;

        private final FrameListener listener;
        private final byte[] header = new byte[HEADER_LENGTH];
        private int filled;
        private int payload;

        FrameScanner(int toSkip, FrameListener listener) {
            this.payload = toSkip;
            this.listener = listener;
        }

        void scan(byte[] bytes, int offset, int count) {
            int at = offset;
            while (at < offset + count) {
                if (payload > 0) {
                    int skipped = Math.min(payload, offset + count - at);
                    payload -= skipped;
                    at += skipped;
                } else {
                    header(bytes[at++]);
                }
            }
        }

        private void header(byte next) {
            header[filled++] = next;
            if (filled == HEADER_LENGTH) {
                filled = 0;
                payload = number(0, 3);
                listener.frame(header[3], header[4], number(5, 4) & Integer.MAX_VALUE);
            }
        }

        private int number(int offset, int length) {
            int number = 0;
            for (int i = offset; i < offset + length; i++) {
                number = number << 8 | (header[i] & 0xff);
            }
            return number;
        }
    }
}
