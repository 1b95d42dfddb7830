package io.github.rerank4j.spi;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;

/** The bytes of a request in the pieces in which they were made, so that no large body is ever copied whole. Immutable. */
public final class WireBody {

    private final List<byte[]> pieces;
    private final int length;

    /** A body of these bytes, one piece behind the other; they are not copied and must not change. */
    public WireBody(List<byte[]> pieces) {
        this.pieces = List.copyOf(pieces);
        long length = 0;
        for (byte[] piece : this.pieces) {
            length += piece.length;
        }
        this.length = Math.toIntExact(length);
    }

    /** How many bytes it has. */
    public int length() {
        return length;
    }

    /** Writes all bytes, and neither flushes nor closes the stream. */
    public void writeTo(OutputStream out) throws IOException {
        for (byte[] piece : pieces) {
            out.write(piece, 0, piece.length);
        }
    }

    /** A copy of the bytes. */
    public byte[] bytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(length);
        try {
            writeTo(bytes);
        } catch (IOException impossible) {
            throw new UncheckedIOException("writing to memory", impossible);
        }
        return bytes.toByteArray();
    }

    /** Names no content. */
    @Override
    public String toString() {
        return "WireBody[bytes=" + length + "]";
    }
}
