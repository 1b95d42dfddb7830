package io.github.rerank4j.testkit;

import io.github.rerank4j.local.ReceivedRequest;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The requests of one connection that speaks HTTP/2, each handed to the script when its stream has ended. */
final class RawStreams {
    private static final int PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".length();

    private final RawConnection connection;
    private final RawScript script;
    private final Map<Integer, ByteArrayOutputStream> bodies = new HashMap<>();

    RawStreams(RawConnection connection, RawScript script) {
        this.connection = connection;
        this.script = script;
    }

    void serve() throws IOException, InterruptedException {
        DataInputStream in = new DataInputStream(connection.in());
        in.skipNBytes(PREFACE);
        connection.write(Http2Frames.frame(Http2Frames.SETTINGS, 0, 0, new byte[0]));
        try {
            while (connection.isOpen()) {
                received(Http2Frame.read(in));
            }
        } catch (EOFException gone) {
            connection.close();
        }
    }

    private void received(Http2Frame frame) throws IOException, InterruptedException {
        switch (frame.type()) {
            case Http2Frames.SETTINGS, Http2Frames.PING -> {
                if (!frame.isFlagged()) {
                    connection.write(Http2Frames.frame(
                            frame.type(),
                            Http2Frames.ACK,
                            0,
                            frame.type() == Http2Frames.PING ? frame.payload() : new byte[0]));
                }
            }
            case Http2Frames.HEADERS, Http2Frames.DATA -> {
                ByteArrayOutputStream body =
                        bodies.computeIfAbsent(frame.stream(), number -> new ByteArrayOutputStream());
                body.writeBytes(frame.type() == Http2Frames.DATA ? frame.payload() : new byte[0]);
                if (frame.isFlagged()) {
                    bodies.remove(frame.stream());
                    answer(frame.stream(), body.toByteArray());
                }
            }
            default -> {
                // nothing that matters for a test
            }
        }
    }

    private void answer(int stream, byte[] body) throws IOException, InterruptedException {
        connection.stream(stream);
        script.next(bytes -> new ReceivedRequest("POST", "", Map.of("host", List.of("")), bytes))
                .run(connection, body);
    }
}
