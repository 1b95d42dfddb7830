package io.github.rerank4j.local;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The requests of one connection, answered one after the other until either side has enough. */
final class HttpConnection {
    private final HttpRequests requests;
    private final OutputStream out;
    private final Function<ReceivedRequest, LocalReply> service;

    HttpConnection(Socket socket, Function<ReceivedRequest, LocalReply> service) throws IOException {
        this.out = socket.getOutputStream();
        this.requests = new HttpRequests(new BufferedInputStream(socket.getInputStream()), this::goOn);
        this.service = service;
    }

    /** Returns when no further request is to come. */
    void serve() throws IOException {
        boolean open = true;
        while (open) {
            try {
                open = serveNext();
            } catch (ServiceRefusal refusal) {
                // where the next request begins, nobody knows
                write(LocalReply.text(Integer.parseInt(refusal.code()), refusal.reason()), true, true);
                open = false;
            }
        }
    }

    private boolean serveNext() throws IOException {
        ReceivedRequest request = requests.next();
        if (request == null) {
            return false;
        }
        boolean last = requests.isLast(request);
        write(respond(request), !request.method().equals("HEAD"), last);
        return !last;
    }

    /** Whatever a scorer does, its client hears of it. */
    private LocalReply respond(ReceivedRequest request) {
        try {
            return service.apply(request);
        } catch (RuntimeException | Error e) {
            return LocalReply.text(500, "the server failed: " + e);
        }
    }

    private void goOn() throws IOException {
        out.write(ascii("HTTP/1.1 100 Continue\r\n\r\n"));
    }

    /** In one piece: a small reply is one packet. */
    private void write(LocalReply reply, boolean withBody, boolean last) throws IOException {
        StringBuilder head =
                new StringBuilder("HTTP/1.1 ").append(reply.status()).append(" \r\n");
        reply.headers().forEach((name, value) -> appendHeader(head, name, value));
        appendHeader(head, "Content-Length", Integer.toString(reply.body().length));
        appendHeader(head, "Connection", last ? "close" : null);
        ByteArrayOutputStream whole = new ByteArrayOutputStream(head.length() + reply.body().length + 2);
        whole.writeBytes(ascii(head.append("\r\n").toString()));
        if (withBody) {
            whole.writeBytes(reply.body());
        }
        whole.writeTo(out);
    }

    private static void appendHeader(StringBuilder head, String name, @Nullable String value) {
        if (value != null) {
            head.append(name).append(": ").append(value).append("\r\n");
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
