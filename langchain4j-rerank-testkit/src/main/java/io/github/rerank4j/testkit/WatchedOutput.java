package io.github.rerank4j.testkit;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** What a server sends, with an eye on whether it can be sent at all. */
final class WatchedOutput extends FilterOutputStream {
    private final Runnable left;

    /**
     * @param left run when the client does not take it
     */
    WatchedOutput(OutputStream out, Runnable left) {
        super(out);
        this.left = left;
    }

    @Override
    public void write(int oneByte) throws IOException {
        write(new byte[] {(byte) oneByte}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int count) throws IOException {
        try {
            out.write(bytes, offset, count);
        } catch (IOException e) {
            left.run();
            throw e;
        }
    }
}
