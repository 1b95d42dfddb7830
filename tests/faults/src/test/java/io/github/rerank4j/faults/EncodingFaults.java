package io.github.rerank4j.faults;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.langchain4j.exception.RetriableException;
import io.github.rerank4j.InvalidReplyException;
import io.github.rerank4j.testkit.RawReply;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Right scores in wrong bytes. */
final class EncodingFaults {
    private static final Duration SHORT = Duration.ofMillis(700);
    private static final String GZIP = "Content-Encoding: gzip";

    private EncodingFaults() {}

    static List<Fault> all() {
        List<Fault> faults = new ArrayList<>();
        faults.addAll(characters());
        faults.addAll(json());
        faults.addAll(compressed());
        faults.addAll(Chunks.all());
        faults.addAll(lengths());
        return faults;
    }

    private static List<Fault> characters() {
        return List.of(
                Fault.of("a byte order mark of UTF-8 in front", scene -> Scene.ok("\uFEFF" + scene.right())),
                Fault.of(
                                "UTF-16 little-endian with a byte order mark",
                                scene -> Scene.ok(("\uFEFF" + scene.right()).getBytes(UTF_16LE)))
                        .orFails(InvalidReplyException.class),
                Fault.of(
                                "UTF-16 big-endian with a byte order mark",
                                scene -> Scene.ok(("\uFEFF" + scene.right()).getBytes(UTF_16BE)))
                        .orFails(InvalidReplyException.class),
                Fault.of(
                                "UTF-16 little-endian without a byte order mark",
                                scene -> Scene.ok(scene.right().getBytes(UTF_16LE)))
                        .orFails(InvalidReplyException.class),
                Fault.of("a name that is not UTF-8", scene -> Scene.ok(odd(scene, "\u00ff\u00fe")))
                        .on(Subject.SILICONFLOW, Subject.ENVELOPE, Subject.COHERE, Subject.DEEPINFRA)
                        .fails(InvalidReplyException.class)
                        .dropped(),
                Fault.of("a name in overlong UTF-8", scene -> Scene.ok(odd(scene, "\u00c0\u00af")))
                        .on(Subject.SILICONFLOW, Subject.ENVELOPE, Subject.COHERE, Subject.DEEPINFRA)
                        .orFails(InvalidReplyException.class),
                Fault.of(
                        "half a surrogate pair as an escape",
                        scene -> Scene.ok(
                                scene.right().replace("req-1", "req-\\ud83d").replace("successful", "\\ud83d"))),
                Fault.of(
                        "a label of another charset over UTF-8",
                        scene -> RawReply.http(
                                "200 OK", scene.right(), "Content-Type: application/json; charset=iso-8859-1")),
                Fault.of(
                        "a label of a charset that does not exist",
                        scene -> RawReply.http(
                                "200 OK", scene.right(), "Content-Type: application/json; charset=no-such")),
                Fault.of(
                        "a content type that is none",
                        scene -> RawReply.http("200 OK", scene.right(), "Content-Type: ;;/;=")),
                Fault.of("a zero byte in front", scene -> Scene.ok("\u0000" + scene.right()))
                        .fails(InvalidReplyException.class)
                        .dropped());
    }

    private static byte[] odd(Scene scene, String bytes) {
        return scene.right().replaceFirst("\\{\"", "{\"" + bytes + "\":1,\"").getBytes(ISO_8859_1);
    }

    private static List<Fault> json() {
        return List.of(
                Fault.of("blanks and lines around", scene -> Scene.ok("\r\n\t " + scene.right() + " \r\n\n"))
                        .kept(),
                invalid("words behind", scene -> Scene.ok(scene.right() + " OK")),
                invalid("a second value behind", scene -> Scene.ok(scene.right() + scene.poison())),
                invalid("a closing bracket too many", scene -> Scene.ok(scene.right() + "]")),
                invalid("zero bytes behind", scene -> Scene.ok(scene.right() + "\u0000\u0000")),
                invalid(
                        "an end in the middle",
                        scene -> Scene.ok(
                                scene.right().substring(0, scene.right().length() / 2))),
                invalid(
                        "the last character missing",
                        scene -> Scene.ok(
                                scene.right().substring(0, scene.right().length() - 1))),
                invalid("a comment", scene -> Scene.ok("/* scores */" + scene.right())),
                invalid("a comma too many", scene -> Scene.ok(scene.right().replace("]", ",]"))),
                invalid("server-sent events", scene -> Scene.ok("data: " + scene.right() + "\n\n")),
                invalid("a call of JSONP", scene -> Scene.ok("scored(" + scene.right() + ")")),
                invalid(
                        "JSON in a JSON string",
                        scene -> Scene.ok("\"" + scene.right().replace("\"", "\\\"") + "\"")),
                invalid("a guard against script inclusion in front", scene -> Scene.ok(")]}',\n" + scene.right())));
    }

    private static Fault invalid(String name, java.util.function.Function<Scene, RawReply> reply) {
        return Fault.of(name, reply).fails(InvalidReplyException.class).dropped();
    }

    private static List<Fault> compressed() {
        return List.of(
                Fault.of("gzip", scene -> Scene.ok(Bytes.gzip(scene.right()), GZIP))
                        .kept(),
                Fault.of(
                        "gzip in words of other cases",
                        scene -> Scene.ok(Bytes.gzip(scene.right()), "content-ENCODING: GZIP")),
                Fault.of("plain text labelled as gzip", scene -> Scene.ok(scene.right(), GZIP))
                        .failsForNow(RetriableException.class)
                        .dropped(),
                invalid("gzip without its label", scene -> Scene.ok(Bytes.gzip(scene.right()))),
                Fault.of("gzip cut in the middle", scene -> {
                            byte[] whole = Bytes.gzip(scene.right());
                            return Scene.ok(Arrays.copyOf(whole, whole.length / 2), GZIP);
                        })
                        .failsForNow(RetriableException.class)
                        .dropped(),
                Fault.of("gzip with a wrong checksum", scene -> {
                            byte[] whole = Bytes.gzip(scene.right());
                            whole[whole.length - 8] ^= 1;
                            return Scene.ok(whole, GZIP);
                        })
                        .failsForNow(RetriableException.class)
                        .dropped(),
                Fault.of(
                                "gzip with bytes behind it",
                                scene -> Scene.ok(Bytes.join(Bytes.gzip(scene.right()), "more".getBytes(UTF_8)), GZIP))
                        .orFails(RetriableException.class),
                Fault.of("an empty body labelled as gzip", scene -> Scene.ok("", GZIP))
                        .failsAs(RetriableException.class, InvalidReplyException.class)
                        .dropped(),
                Fault.of("gzip in gzip", scene -> Scene.ok(Bytes.gzip(Bytes.gzip(scene.right())), GZIP))
                        .fails(InvalidReplyException.class)
                        .dropped(),
                invalid(
                        "a compression nobody asked for",
                        scene -> Scene.ok(new byte[] {0x1b, 0x2a, 0x00, (byte) 0xf8, 0x25}, "Content-Encoding: br")),
                Fault.of(
                        "plain text labelled as identity",
                        scene -> Scene.ok(scene.right(), "Content-Encoding: identity")));
    }

    private static List<Fault> lengths() {
        return List.of(
                Fault.of(
                                "a length too long, and then the end",
                                scene -> RawReply.text(RawReply.head("200 OK", "Content-Length: 5000") + "\r\n"
                                                + scene.right())
                                        .close())
                        .failsForNow(RetriableException.class)
                        .dropped(),
                Fault.of(
                                "a length too long, and then silence",
                                scene -> RawReply.text(RawReply.head("200 OK", "Content-Length: 5000") + "\r\n"
                                                + scene.right())
                                        .silence())
                        .endsAtDeadline(SHORT),
                invalid(
                        "a length too short",
                        scene -> RawReply.text(RawReply.head("200 OK", "Content-Length: 10") + "\r\n" + scene.right())),
                Fault.of(
                                "a second answer that nobody asked for behind the first",
                                scene -> Scene.ok(scene.right())
                                        .then(RawReply.head(
                                                "200 OK",
                                                "Content-Length: "
                                                        + scene.poison().length()))
                                        .then("\r\n" + scene.poison()))
                        .dropped(),
                Fault.of(
                                "a line too many behind the answer",
                                scene -> Scene.ok(scene.right()).then("\r\n"))
                        .dropped(),
                Fault.of(
                                "no length, and the end of the connection",
                                scene -> RawReply.text(RawReply.head("200 OK") + "\r\n" + scene.right())
                                        .close())
                        .dropped(),
                Fault.of(
                                "a length that is no number, and the end of the connection",
                                scene -> RawReply.text(RawReply.head("200 OK", "Content-Length: many") + "\r\n"
                                                + scene.right())
                                        .close())
                        .orFails(RetriableException.class)
                        .dropped(),
                Fault.of(
                                "a negative length, and the end of the connection",
                                scene -> RawReply.text(
                                                RawReply.head("200 OK", "Content-Length: -1") + "\r\n" + scene.right())
                                        .close())
                        .orFails(RetriableException.class)
                        .dropped(),
                Fault.of(
                                "HTTP/1.0, and the end of the connection",
                                scene -> RawReply.text("HTTP/1.0 200 OK\r\n\r\n" + scene.right())
                                        .close())
                        .dropped(),
                Fault.of(
                                "a length of zero before the scores",
                                scene -> RawReply.text(
                                        RawReply.head("200 OK", "Content-Length: 0") + "\r\n" + scene.right()))
                        .fails(InvalidReplyException.class)
                        .dropped());
    }
}
