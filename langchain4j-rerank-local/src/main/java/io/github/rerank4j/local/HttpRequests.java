package io.github.rerank4j.local;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads requests of HTTP/1.1 from a stream. What is too long is refused, so that a broken client fills no memory. */
final class HttpRequests {
    private static final int MAX_HEAD = 256 * 1024;
    private static final int MAX_BODY = 64 * 1024 * 1024;
    private static final String VERSION_1 = "HTTP/1.";

    private final InputStream in;
    private final Invitation invitation;
    private String version = "";
    private int headBytes;

    /** Tells a client that waits for it to send the body of its request. */
    @FunctionalInterface
    interface Invitation {
        void send() throws IOException;
    }

    HttpRequests(InputStream in, Invitation invitation) {
        this.in = in;
        this.invitation = invitation;
    }

    /**
     * The next request; null when the client has ended the connection.
     *
     * @throws ServiceRefusal with a status as its code, when it is not HTTP/1.1 or too long
     */
    @Nullable
    ReceivedRequest next() throws IOException {
        headBytes = 0;
        String start = startLine();
        if (start == null) {
            return null;
        }
        String[] parts = start.split(" ", -1);
        if (parts.length != 3 || !parts[2].startsWith(VERSION_1)) {
            throw new ServiceRefusal("400", "the request is not HTTP/1.1");
        }
        version = parts[2];
        Map<String, List<String>> headers = headers();
        return new ReceivedRequest(parts[0], parts[1], headers, body(headers));
    }

    /** Whether the client closes the connection after that request, the one that was read last. */
    boolean isLast(ReceivedRequest request) {
        String wish = request.header("Connection");
        return version.equals("HTTP/1.0")
                || (wish != null && wish.toLowerCase(Locale.ROOT).contains("close"));
    }

    private @Nullable String startLine() throws IOException {
        String line = line();
        // some clients end a body with an empty line
        return line != null && line.isEmpty() ? line() : line;
    }

    private Map<String, List<String>> headers() throws IOException {
        Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (String line = lineInside(); !line.isEmpty(); line = lineInside()) {
            int colon = line.indexOf(':');
            if (colon < 1) {
                throw new ServiceRefusal("400", "a header has no name");
            }
            headers.computeIfAbsent(line.substring(0, colon), name -> new ArrayList<>())
                    .add(line.substring(colon + 1).strip());
        }
        return headers;
    }

    private byte[] body(Map<String, List<String>> headers) throws IOException {
        String coding = last(headers, "Transfer-Encoding");
        String length = last(headers, "Content-Length");
        if (coding == null && length == null) {
            return new byte[0];
        }
        // RFC 9112, 6.3: whoever sends both, or two, may want another end than the one that is read
        if ((coding != null && length != null)
                || headers.getOrDefault("Content-Length", List.of()).size() > 1) {
            throw new ServiceRefusal("400", "the request says twice how long its body is");
        }
        if ("100-continue".equalsIgnoreCase(last(headers, "Expect"))) {
            invitation.send();
        }
        if (coding == null) {
            return bytes(size(length, 10));
        }
        if (!coding.equalsIgnoreCase("chunked")) {
            throw new ServiceRefusal("501", "the only Transfer-Encoding here is chunked");
        }
        return chunks();
    }

    private static @Nullable String last(Map<String, List<String>> headers, String name) {
        List<String> values = headers.getOrDefault(name, List.of());
        return values.isEmpty() ? null : values.get(values.size() - 1);
    }

    private byte[] chunks() throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        while (true) {
            headBytes = 0;
            String start = lineInside();
            int size = size(start.split(";", 2)[0].strip(), 16);
            if (size == 0) {
                skipTrailers();
                return body.toByteArray();
            }
            requireRoom((long) body.size() + size);
            body.writeBytes(bytes(size));
            if (!lineInside().isEmpty()) {
                throw new ServiceRefusal("400", "a chunk of the body is longer than it says");
            }
        }
    }

    private void skipTrailers() throws IOException {
        String trailer;
        do {
            trailer = lineInside();
        } while (!trailer.isEmpty());
    }

    private static int size(@Nullable String digits, int radix) {
        if (digits == null || !digits.matches("[0-9a-fA-F]{1,15}")) {
            throw new ServiceRefusal("400", "the length of the body is not a number");
        }
        try {
            long size = Long.parseLong(digits, radix);
            requireRoom(size);
            return (int) size;
        } catch (NumberFormatException e) {
            throw new ServiceRefusal("400", "the length of the body is not a number");
        }
    }

    private static void requireRoom(long size) {
        if (size > MAX_BODY) {
            throw new ServiceRefusal("413", "a request has at most " + MAX_BODY + " bytes here");
        }
    }

    private byte[] bytes(int count) throws IOException {
        byte[] bytes = in.readNBytes(count);
        if (bytes.length < count) {
            throw new EOFException("the request ends in the middle of its body");
        }
        return bytes;
    }

    private String lineInside() throws IOException {
        String line = line();
        if (line == null) {
            throw new EOFException("the request ends in the middle");
        }
        return line;
    }

    /** Without its end; null at the end of the stream. */
    private @Nullable String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        int next = in.read();
        while (next != '\n') {
            if (next < 0) {
                return null;
            }
            if (++headBytes > MAX_HEAD) {
                throw new ServiceRefusal("431", "the headers have at most " + MAX_HEAD + " bytes here");
            }
            line.write(next);
            next = in.read();
        }
        String text = line.toString(StandardCharsets.UTF_8);
        return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
    }
}
