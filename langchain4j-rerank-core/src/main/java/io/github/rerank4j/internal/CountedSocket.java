package io.github.rerank4j.internal;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;

/**
 * A socket that knows how much has come in, and whether that is more than the answer to what was asked. Used by one
 * request at a time.
 */
final class CountedSocket extends Socket {

    private long received;
    private long end = Long.MAX_VALUE;
    private boolean overrun;

    /** How many bytes have been read from it. */
    long received() {
        return received;
    }

    /** A request begins, whose answer may have any length for now. */
    void ask() {
        end = Long.MAX_VALUE;
    }

    /** The answer ends where so many bytes have been read. */
    void expectUpTo(long count) {
        end = count;
        overrun |= received > end;
    }

    /** Whether bytes have been read or wait to be read that are no answer to anything, or it is closed. */
    boolean holdsMore() {
        try {
            return overrun || super.getInputStream().available() > 0;
        } catch (IOException closed) {
            return true;
        }
    }

    @Override
    public InputStream getInputStream() throws IOException {
        return new Counted(super.getInputStream());
    }

    private int counted(int read) {
        received += Math.max(0, read);
        overrun |= received > end;
        return read;
    }

    private final class Counted extends FilterInputStream {

        Counted(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int read = super.read();
            counted(read < 0 ? 0 : 1);
            return read;
        }

        @Override
        public int read(byte[] bytes, int from, int length) throws IOException {
            return counted(super.read(bytes, from, length));
        }
    }
}
