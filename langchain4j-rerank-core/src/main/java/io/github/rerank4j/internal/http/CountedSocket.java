package io.github.rerank4j.internal.http;

import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;

/**
 * A socket that knows what has come in: how much, when last, whether that is more than the answer to what was asked,
 * whether somebody is reading, and whether it has ended. One request at a time asks over it, except with HTTP/2.
 */
@SuppressWarnings("NonAtomicVolatileUpdate") // one thread at a time reads from a socket, and only that one counts
final class CountedSocket extends Socket {

    private static final long NOT_WRITING = 0;

    private final Greeting greeting = new Greeting();
    private final TlsRecords records = new TlsRecords();
    private volatile long received;
    private volatile long lastReceived = System.nanoTime();
    private volatile long writingSince = NOT_WRITING;
    private volatile boolean reading;
    private volatile boolean ended;
    private volatile boolean underTls;
    private long receivedBefore;
    private long responseBytesBefore;
    private long end = Long.MAX_VALUE;
    private boolean overrun;

    /** How many bytes have been read from it. */
    long received() {
        return received;
    }

    /** For how many nanoseconds nothing has come in. */
    long silentNanos() {
        return System.nanoTime() - lastReceived;
    }

    /** For how many nanoseconds one write has been under way; 0 if none is. */
    long writingNanos() {
        long since = writingSince;
        return since == NOT_WRITING ? 0 : System.nanoTime() - since;
    }

    /** Whether somebody waits for what comes in. */
    boolean isBeingRead() {
        return reading;
    }

    /** Whether the other side has ended the connection, as far as it has been read. */
    boolean hasEnded() {
        return ended;
    }

    /** From now on it carries TLS. */
    void beginTls() {
        underTls = true;
        greeting.expectTls();
    }

    /** A request begins, whose answer may have any length for now. */
    void ask() {
        end = Long.MAX_VALUE;
        receivedBefore = received;
        responseBytesBefore = responseBytes();
    }

    /** Whether anything has come in since the request began. */
    boolean hasReceived() {
        return received != receivedBefore;
    }

    /** Whether a byte of an answer has come in since the request began; an alert of TLS is none. */
    boolean hasAnswered() {
        return responseBytes() != responseBytesBefore;
    }

    /** How much of answers has come in: another number later means that more of them has. An alert of TLS is none. */
    long responseBytes() {
        return underTls ? records.data() : received;
    }

    /** The answer ends so many bytes after the request began. */
    void expect(long length) {
        end = receivedBefore + length;
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

    @Override
    public OutputStream getOutputStream() throws IOException {
        return new Timed(super.getOutputStream());
    }

    /**
     * Whoever reads is let go first. A close of the JDK's that lacks memory half-way is none, and there is no second:
     * the reader would wait for as long as the other side likes.
     */
    @Override
    public synchronized void close() throws IOException {
        try {
            if (isConnected() && !isClosed() && !isInputShutdown()) {
                shutdownInput();
            }
        } catch (IOException alreadyBroken) {
            // nobody can be reading
        } finally {
            super.close();
        }
    }

    private void count(byte[] bytes, int from, int read) throws IOException {
        if (read < 0) {
            ended = true;
            return;
        }
        received += read;
        lastReceived = System.nanoTime();
        overrun |= received > end;
        if (underTls) {
            records.read(bytes, from, read);
        }
        greeting.read(bytes, from, read);
    }

    private final class Counted extends FilterInputStream {

        Counted(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int from, int length) throws IOException {
            int read;
            reading = true;
            try {
                read = super.read(bytes, from, length);
            } catch (IOException broken) {
                ended |= !isClosed(); // else it was ended here
                throw broken;
            } finally {
                reading = false;
            }
            count(bytes, from, read);
            return read;
        }
    }

    private final class Timed extends FilterOutputStream {

        Timed(OutputStream out) {
            super(out);
        }

        @Override
        public void write(int oneByte) throws IOException {
            write(new byte[] {(byte) oneByte}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            writingSince = System.nanoTime() | 1; // never 0
            try {
                out.write(bytes, from, length);
            } finally {
                writingSince = NOT_WRITING;
            }
        }
    }
}
