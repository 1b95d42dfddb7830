package io.github.rerank4j.faults;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.langchain4j.exception.RetriableException;
import io.github.rerank4j.testkit.RawReply;
import java.util.List;

/** Bodies in chunks, well and badly made. */
final class Chunks {
    private static final String HEAD = RawReply.head("200 OK", "Transfer-Encoding: chunked") + "\r\n";
    private static final String END = "0\r\n\r\n";

    private Chunks() {}

    static List<Fault> all() {
        return List.of(
                Fault.of("one chunk", scene -> RawReply.text(HEAD + chunk(scene.right()) + END))
                        .kept(),
                Fault.of(
                                "a chunk for each character",
                                scene -> RawReply.text(HEAD + scene.right().replaceAll("(?s).", "1\r\n$0\r\n") + END))
                        .kept(),
                Fault.of(
                        "a chunk with an extension",
                        scene -> RawReply.text(
                                HEAD + chunk(scene.right()).replaceFirst("\r\n", ";name=\"value\"\r\n") + END)),
                Fault.of(
                                "trailers behind the chunks",
                                scene -> RawReply.text(
                                        HEAD + chunk(scene.right()) + "0\r\nX-Checksum: 1\r\nX-More: 2\r\n\r\n"))
                        .kept(),
                Fault.of(
                                "chunks and a length that contradicts them",
                                scene -> RawReply.text(
                                        RawReply.head("200 OK", "Content-Length: 5", "Transfer-Encoding: chunked")
                                                + "\r\n"
                                                + chunk(scene.right())
                                                + END))
                        .orFails(RetriableException.class),
                Fault.of(
                        "gzip in chunks",
                        scene -> RawReply.text(
                                        RawReply.head("200 OK", "Transfer-Encoding: chunked", "Content-Encoding: gzip")
                                                + "\r\n")
                                .then(chunk(Bytes.gzip(scene.right())))
                                .then(END)),
                broken("a chunk size that is no number", "zz\r\n"),
                broken("a negative chunk size", "-5\r\n"),
                broken("a chunk size beyond 64 bits", "fffffffffffffffff\r\n"),
                broken("an empty chunk size", "\r\n"),
                broken("a chunk larger than what comes", "ffff\r\n{\"results\":"),
                broken("a chunk without the line end behind it", "2\r\n{}2\r\n{}" + END),
                broken("chunks without the last one", "2\r\n{}\r\n"),
                broken("no chunk at all", ""));
    }

    private static Fault broken(String name, String body) {
        return Fault.of(name, scene -> RawReply.text(HEAD + body).close())
                .failsForNow(RetriableException.class)
                .dropped();
    }

    static String chunk(String body) {
        return new String(chunk(body.getBytes(UTF_8)), ISO_8859_1);
    }

    static byte[] chunk(byte[] body) {
        return Bytes.join((Integer.toHexString(body.length) + "\r\n").getBytes(UTF_8), body, "\r\n".getBytes(UTF_8));
    }
}
