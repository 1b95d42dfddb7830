package io.github.rerank4j.soak;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A server that meets each request with the fate its query names, for any of three protocols by path. On bare sockets
 * and without a memory: a server that logs requests would drown the client's heap, which is measured in the same JVM,
 * in its own, and one that hides its connections could not say whether any is left.
 */
final class SoakServer implements AutoCloseable {

    /** The header that says when a request was sent. */
    static final String SENT = "X-Sent";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int BACKLOG = 1_024;

    private final ServerSocket listener;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final Set<String> metOnce = ConcurrentHashMap.newKeySet();
    private final AtomicInteger accepted = new AtomicInteger();
    private final Window tencent = new Window();
    private final Function<Asked, Fate> fates;
    private final double shift;

    private SoakServer(ServerSocket listener, Function<Asked, Fate> fates, double shift) {
        this.listener = listener;
        this.fates = fates;
        this.shift = shift;
    }

    /** A request as it matters here. */
    record Asked(String path, long sent, String query, List<String> documents) {

        Fate fate() {
            return Fate.valueOf(query.substring(0, query.indexOf(' ')));
        }

        boolean isTencent() {
            return path.equals("/");
        }
    }

    static SoakServer start() {
        return start(Asked::fate, 0);
    }

    /**
     * One that decides by itself.
     *
     * @param fates what it does with a request
     * @param shift added to every score, so that it shows who has given it
     */
    static SoakServer start(Function<Asked, Fate> fates, double shift) {
        try {
            ServerSocket listener = new ServerSocket(0, BACKLOG, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
            SoakServer server = new SoakServer(listener, fates, shift);
            daemon("soak-server", server::accept);
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String url() {
        return "http://127.0.0.1:" + listener.getLocalPort();
    }

    int openConnections() {
        return open.size();
    }

    int acceptedConnections() {
        return accepted.get();
    }

    Window tencent() {
        return tencent;
    }

    /** As a server does with connections that have been idle for too long for it. */
    void closeConnections() throws IOException {
        for (Socket socket : open) {
            socket.close();
        }
    }

    @Override
    public void close() {
        try {
            listener.close();
            for (Socket socket : open) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket socket = listener.accept();
                accepted.incrementAndGet();
                open.add(socket);
                daemon("soak-server-connection", () -> serve(socket));
            } catch (IOException closed) {
                return;
            }
        }
    }

    static void daemon(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    private void serve(Socket socket) {
        try (socket) {
            socket.setTcpNoDelay(true);
            InputStream in = new BufferedInputStream(socket.getInputStream());
            while (true) {
                Asked asked = read(in);
                if (asked == null || !answer(asked, socket)) {
                    return;
                }
            }
        } catch (IOException goneAway) {
            // the client's right
        } finally {
            open.remove(socket);
        }
    }

    private boolean answer(Asked asked, Socket socket) throws IOException {
        if (asked.isTencent()) {
            tencent.arrived(asked.sent());
        }
        Fate fate = fates.apply(asked);
        String request = asked.query() + asked.documents().get(0);
        if (fate.once() && !metOnce.add(request)) {
            fate = Fate.FINE;
        }
        return SoakReply.to(asked, fate, shift).send(socket);
    }

    private static @Nullable Asked read(InputStream in) throws IOException {
        String start = line(in);
        if (start.isEmpty()) {
            return null;
        }
        int length = 0;
        long sent = 0;
        for (String header = line(in); !header.isEmpty(); header = line(in)) {
            if (header.regionMatches(true, 0, "content-length:", 0, 15)) {
                length = Integer.parseInt(header.substring(15).strip());
            } else if (header.regionMatches(true, 0, SENT + ":", 0, SENT.length() + 1)) {
                sent = Long.parseLong(header.substring(SENT.length() + 1).strip());
            }
        }
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            return null;
        }
        JsonNode body = JSON.readTree(bytes);
        boolean tencent = body.has("Query");
        List<String> documents = new ArrayList<>();
        body.path(tencent ? "Docs" : "documents").forEach(document -> documents.add(document.textValue()));
        return new Asked(
                start.split(" ", 3)[1],
                sent,
                body.path(tencent ? "Query" : "query").textValue(),
                documents);
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int b = in.read(); b >= 0 && b != '\n'; b = in.read()) {
            if (b != '\r') {
                line.append((char) b);
            }
        }
        return line.toString();
    }
}
