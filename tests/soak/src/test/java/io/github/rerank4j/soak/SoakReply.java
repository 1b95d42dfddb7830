package io.github.rerank4j.soak;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.rerank4j.soak.SoakServer.Asked;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.zip.GZIPOutputStream;

/** What goes back for one request. */
final class SoakReply {

    private static final long SLOW_NANOS = 100_000_000;
    private static final long DRIP_NANOS = 2_000_000;
    private static final int DRIPS = 10;

    private final Fate fate;
    private final byte[] body;

    private SoakReply(Fate fate, byte[] body) {
        this.fate = fate;
        this.body = body;
    }

    static SoakReply to(Asked asked, Fate fate, double shift) {
        return new SoakReply(fate, body(asked, fate, shift).getBytes(UTF_8));
    }

    /** Whether the connection can be used again. */
    boolean send(Socket socket) throws IOException {
        OutputStream out = socket.getOutputStream();
        switch (fate) {
            case SILENT -> {
                return socket.getInputStream().read() >= 0;
            }
            case RESET, RESET_ONCE -> {
                return reset(socket);
            }
            case RESET_IN_BODY -> {
                whole(out, "200 OK", "", body.length, half());
                return reset(socket);
            }
            case TRUNCATED -> {
                whole(out, "200 OK", "", body.length, half());
                return false;
            }
            case CLOSED_AFTERWARDS -> {
                whole(out, "200 OK", "", body.length, body);
                return false;
            }
            default -> reply(out);
        }
        return true;
    }

    private void reply(OutputStream out) throws IOException {
        switch (fate) {
            case SLOW -> {
                LockSupport.parkNanos(SLOW_NANOS);
                ok(out);
            }
            case DRIPPING -> drip(out);
            case ZIPPED -> {
                byte[] zipped = zipped(body);
                whole(out, "200 OK", "Content-Encoding: gzip\r\n", zipped.length, zipped);
            }
            case BUSY, BUSY_ONCE -> error(out, "429 Too Many Requests", "Retry-After: 0\r\n");
            case DOWN_ONCE -> error(out, "503 Service Unavailable", "Retry-After: 0\r\n");
            case BROKEN -> error(out, "500 Internal Server Error", "Retry-After: 0\r\n");
            case BROKEN_WITH_A_STALE_REPLY -> {
                error(out, "502 Bad Gateway", "Retry-After: 0\r\n");
                ok(out);
            }
            case WRONG -> error(out, "400 Bad Request", "");
            case TOO_LARGE -> error(out, "413 Content Too Large", "");
            case REDIRECTED -> error(out, "307 Temporary Redirect", "Location: http://elsewhere.invalid/\r\n");
            case UNAUTHORIZED -> error(out, "401 Unauthorized", "");
            case UNKNOWN_MODEL -> error(out, "404 Not Found", "");
            default -> ok(out);
        }
    }

    private void ok(OutputStream out) throws IOException {
        whole(out, "200 OK", "", body.length, body);
    }

    private static void error(OutputStream out, String status, String headers) throws IOException {
        byte[] words = "{\"message\":\"as ordered\"}".getBytes(UTF_8);
        whole(out, status, headers, words.length, words);
    }

    private static void whole(OutputStream out, String status, String headers, int length, byte[] body)
            throws IOException {
        String head = "HTTP/1.1 " + status + "\r\nContent-Type: application/json\r\n" + headers + "Content-Length: "
                + length + "\r\n\r\n";
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(head.getBytes(UTF_8));
        bytes.writeBytes(body);
        out.write(bytes.toByteArray());
    }

    private void drip(OutputStream out) throws IOException {
        whole(out, "200 OK", "", body.length, new byte[0]);
        int piece = body.length / DRIPS + 1;
        for (int from = 0; from < body.length; from += piece) {
            out.write(body, from, Math.min(piece, body.length - from));
            LockSupport.parkNanos(DRIP_NANOS);
        }
    }

    private byte[] half() {
        return Arrays.copyOf(body, body.length / 2);
    }

    private static boolean reset(Socket socket) throws IOException {
        socket.setSoLinger(true, 0);
        return false;
    }

    private static byte[] zipped(byte[] plain) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(out)) {
            zip.write(plain);
        }
        return out.toByteArray();
    }

    private static String body(Asked asked, Fate fate, double shift) {
        return switch (fate) {
            case GARBAGE -> "\u0000}{[scores]";
            case WEB_PAGE -> "<html><body>502</body></html>";
            case EMPTY -> "";
            case REFUSED_UNDER_200 -> refusal(asked);
            default -> scores(asked, fate, shift);
        };
    }

    private static String refusal(Asked asked) {
        return asked.isTencent()
                ? "{\"Response\":{\"Error\":{\"Code\":\"InvalidParameter\",\"Message\":\"as ordered\"}}}"
                : "{\"code\":400,\"message\":\"as ordered\"}";
    }

    private static String scores(Asked asked, Fate fate, double shift) {
        List<String> hits = new ArrayList<>();
        for (int i = asked.documents().size() - 1; i >= 0; i--) {
            String score = fate == Fate.BROKEN_WITH_A_STALE_REPLY
                    ? "0.5"
                    : Double.toString(
                            Question.score(asked.query(), asked.documents().get(i)) + shift);
            hits.add(0, hit(asked, i, score));
        }
        spoil(hits, asked, fate);
        String list = "[" + String.join(",", hits) + "]";
        return asked.isTencent() ? "{\"Response\":{\"ScoreList\":" + list + "}}" : "{\"results\":" + list + "}";
    }

    private static void spoil(List<String> hits, Asked asked, Fate fate) {
        switch (fate) {
            case MISSING_SCORE -> hits.remove(0);
            case SURPLUS_SCORE -> hits.add(hits.get(0));
            case SCORE_AS_TEXT -> hits.set(0, hit(asked, 0, "\"0.5\""));
            case NULL_SCORE -> hits.set(0, hit(asked, 0, "null"));
            default -> {}
        }
    }

    private static String hit(Asked asked, int index, String score) {
        return asked.isTencent() ? score : "{\"index\":" + index + ",\"relevance_score\":" + score + "}";
    }
}
