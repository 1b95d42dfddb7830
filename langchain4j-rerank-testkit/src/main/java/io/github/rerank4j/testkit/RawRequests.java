package io.github.rerank4j.testkit;

import io.github.rerank4j.local.ReceivedRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The requests of one connection that speaks HTTP/1.1, each handed to the script when its head was read. */
final class RawRequests {
    private final RawConnection connection;
    private final RawScript script;

    RawRequests(RawConnection connection, RawScript script) {
        this.connection = connection;
        this.script = script;
    }

    void serve() throws IOException, InterruptedException {
        String head = head();
        while (head != null && connection.isOpen()) {
            answer(head);
            head = connection.isOpen() ? head() : null;
        }
    }

    private void answer(String head) throws IOException, InterruptedException {
        List<String> lines = head.strip().lines().toList();
        String[] start = lines.get(0).split(" ", -1);
        Map<String, List<String>> headers = headers(lines);
        int length = Integer.parseInt(
                headers.getOrDefault("Content-Length", List.of("0")).get(0));
        RawScript.Turn turn = script.next(body -> new ReceivedRequest(start[0], start[1], headers, body));
        turn.run(connection, connection.in().readNBytes(turn.reply().readable(length)));
    }

    /** Everything up to the empty line; null when the client has gone. */
    private @Nullable String head() throws IOException {
        InputStream in = connection.in();
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        int ending = 0;
        while (ending < 4) {
            int next = in.read();
            if (next < 0) {
                return null;
            }
            head.write(next);
            ending = next == "\r\n\r\n".charAt(ending) ? ending + 1 : next == '\r' ? 1 : 0;
        }
        return head.toString(StandardCharsets.ISO_8859_1);
    }

    private static Map<String, List<String>> headers(List<String> lines) {
        Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        lines.stream().skip(1).forEach(line -> {
            int colon = line.indexOf(':');
            headers.computeIfAbsent(line.substring(0, colon), name -> new ArrayList<>())
                    .add(line.substring(colon + 1).strip());
        });
        return headers;
    }
}
