package io.github.rerank4j.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * What a client sends, read by a server that wants to know at once when the client goes away.
 *
 * <p>A socket tells this only to somebody who reads. While a server keeps its answer back nobody does, so
 * {@link #lookAhead} lets another thread read the next byte; a later {@code read} waits for that byte and returns it.
 */
final class WatchedInput extends InputStream {
    private final InputStream in;
    private final Tap tap;
    private final Runnable left;
    private final CompletableFuture<Void> gone = new CompletableFuture<>();
    private boolean spoken;
    private @Nullable CompletableFuture<Integer> ahead;

    /**
     * @param left run when the client has gone
     */
    WatchedInput(InputStream in, Tap tap, Runnable left) {
        this.in = in;
        this.tap = tap;
        this.left = left;
    }

    /** Complete when the client has closed its side or the connection is broken; never while nobody reads. */
    CompletableFuture<Void> gone() {
        return gone;
    }

    /** Has the next byte read by the executor, unless it is being read or has been read already. */
    synchronized void lookAhead(Executor executor) {
        if (ahead == null) {
            ahead = CompletableFuture.supplyAsync(this::nextByte, executor);
        }
    }

    private int nextByte() {
        try {
            byte[] one = new byte[1];
            return pull(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        } catch (IOException e) {
            return -1;
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        CompletableFuture<Integer> early = takeAhead();
        if (early == null) {
            return pull(target, offset, length);
        }
        int next = early.join();
        if (next < 0) {
            return -1;
        }
        target[offset] = (byte) next;
        return 1;
    }

    private synchronized @Nullable CompletableFuture<Integer> takeAhead() {
        CompletableFuture<Integer> early = ahead;
        ahead = null;
        return early;
    }

    private int pull(byte[] target, int offset, int length) throws IOException {
        int count = -1;
        try {
            count = in.read(target, offset, length);
        } finally {
            if (count < 0) {
                left.run();
                // last, because it wakes who ends the connection as if it were the server's wish
                gone.complete(null);
            }
        }
        if (count < 0 && !spoken) {
            // to the server engine an end without a request is worth a warning, an exception is not
            throw new IOException("the client left without a request");
        }
        spoken = true;
        tap.received(target, offset, count);
        return count;
    }

    /** Somebody who listens to what passes. */
    interface Tap {
        /** Some bytes came; a negative count means none. */
        void received(byte[] bytes, int offset, int count);
    }
}
