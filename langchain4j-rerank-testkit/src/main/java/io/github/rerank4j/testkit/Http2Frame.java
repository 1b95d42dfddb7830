package io.github.rerank4j.testkit;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;

/** One frame of HTTP/2 as a client has sent it. */
record Http2Frame(int type, int flags, int stream, byte[] payload) {

    /**
     * The next frame.
     *
     * @throws EOFException when the client has ended the connection
     */
    static Http2Frame read(DataInputStream in) throws IOException {
        int length = in.readUnsignedByte() << 16 | in.readUnsignedShort();
        int type = in.readUnsignedByte();
        int flags = in.readUnsignedByte();
        int stream = in.readInt();
        return new Http2Frame(type, flags, stream, in.readNBytes(length));
    }

    /** Whether it acknowledges, as SETTINGS and PING do, or ends its stream, as HEADERS and DATA do. */
    boolean isFlagged() {
        return (flags & Http2Frames.ACK) != 0;
    }
}
