package io.github.rerank4j.faults;

import dev.langchain4j.exception.InvalidRequestException;
import dev.langchain4j.exception.NonRetriableException;
import dev.langchain4j.exception.RetriableException;
import dev.langchain4j.exception.TimeoutException;
import io.github.rerank4j.testkit.RawReply;
import io.github.rerank4j.testkit.RawServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Connections that break, hang, or talk of something else. */
final class ConnectionFaults {
    private static final Duration SHORT = Duration.ofMillis(700);
    private static final String HEAD = RawReply.head("200 OK", "Content-Type: application/json");

    private ConnectionFaults() {}

    static List<Fault> all() {
        List<Fault> faults = new ArrayList<>();
        faults.addAll(beforeTheAnswer());
        faults.addAll(inTheAnswer());
        faults.addAll(betweenCalls());
        faults.addAll(slow());
        faults.addAll(garbage());
        faults.addAll(headers());
        return faults;
    }

    private static List<Fault> beforeTheAnswer() {
        return List.of(
                Fault.of("nobody listens", scene -> RawReply.nothing())
                        .at(ConnectionFaults::deserted)
                        .failsAs(RetriableException.class)
                        .requests(0)
                        .forGood(),
                broken("a reset at connect", scene -> RawReply.nothing().reset().atConnect())
                        .requests(0),
                broken("an end at connect", scene -> RawReply.nothing().close().atConnect())
                        .requests(0),
                broken(
                        "a reset when the head of the request was read",
                        scene -> RawReply.nothing().reset().inBodyAfter(0)),
                broken("a reset after the request", scene -> RawReply.nothing().reset()),
                broken("an end after the request", scene -> RawReply.nothing().close()),
                broken(
                        "half an end after the request",
                        scene -> RawReply.nothing().halfClose().silence()));
    }

    /** Faults with more to send than sockets hold. */
    static List<Fault> bulky() {
        return List.of(
                broken(
                                "a reset in the middle of the request's body",
                                scene -> RawReply.nothing().reset().inBodyAfter(100_000))
                        .bulky(1_000_000),
                broken(
                                "an end in the middle of the request's body",
                                scene -> RawReply.nothing().close().inBodyAfter(100_000))
                        .bulky(1_000_000),
                Fault.of(
                                "a 413 and an end in the middle of the request's body",
                                scene -> RawReply.http("413 Large", "", "Connection: close")
                                        .close()
                                        .inBodyAfter(1000))
                        .bulky(1_000_000)
                        .failsAs(InvalidRequestException.class, RetriableException.class)
                        .dropped(),
                Fault.of(
                                "a request's body that is never read",
                                scene -> RawReply.nothing()
                                        .pause(Duration.ofSeconds(2))
                                        .inBodyAfter(0))
                        .on(Subject.TENCENT, Subject.SILICONFLOW, Subject.ENVELOPE)
                        .bulky(1_500_000)
                        .endsAtDeadline(SHORT));
    }

    private static String deserted(String url) {
        try (RawServer gone = RawServer.start()) {
            return gone.url();
        }
    }

    private static List<Fault> inTheAnswer() {
        return List.of(
                broken(
                        "a reset in the status line",
                        scene -> RawReply.text("HTTP/1.1 2").reset()),
                broken(
                        "an end in the status line",
                        scene -> RawReply.text("HTTP/1.1 2").close()),
                broken(
                        "an end behind the status",
                        scene -> RawReply.text("HTTP/1.1 200").close()),
                broken("a reset in the headers", scene -> RawReply.text(HEAD).reset()),
                broken("an end in the headers", scene -> RawReply.text(HEAD).close()),
                broken("a reset in the body", scene -> begun(scene).reset()),
                broken("an end in the body", scene -> begun(scene).close()),
                broken(
                        "half an end in the body",
                        scene -> begun(scene).halfClose().silence()),
                broken(
                        "an interim answer and an end",
                        scene -> RawReply.text("HTTP/1.1 100 Continue\r\n\r\n").close()));
    }

    /** Half of the right body, and a length for all of it. */
    private static RawReply begun(Scene scene) {
        int length = scene.right().length();
        return RawReply.text(
                HEAD + "Content-Length: " + length + "\r\n\r\n" + scene.right().substring(0, length / 2));
    }

    private static Fault broken(String name, Function<Scene, RawReply> reply) {
        return Fault.of(name, reply).failsForNow(RetriableException.class).dropped();
    }

    private static List<Fault> betweenCalls() {
        return List.of(
                Fault.of("an answer as it should be", scene -> Scene.ok(scene.right()))
                        .kept(),
                Fault.of(
                                "an end between two calls",
                                scene -> Scene.ok(scene.right()).close())
                        .dropped(),
                Fault.of(
                                "a reset between two calls",
                                scene -> Scene.ok(scene.right()).reset())
                        .orFails(RetriableException.class)
                        .either(),
                Fault.of("an answer that announces the end", scene -> Scene.ok(scene.right(), "Connection: close"))
                        .dropped(),
                Fault.of(
                                "an answer that announces the end, and the end",
                                scene -> Scene.ok(scene.right(), "Connection: close")
                                        .close())
                        .dropped());
    }

    private static List<Fault> slow() {
        Duration tick = Duration.ofMillis(2);
        return List.of(
                Fault.of(
                        "a slow first byte",
                        scene -> RawReply.nothing()
                                .pause(Duration.ofMillis(300))
                                .then(HEAD + "Content-Length: " + scene.right().length() + "\r\n\r\n" + scene.right())),
                Fault.of(
                        "a pause between head and body",
                        scene -> RawReply.text(HEAD + "Content-Length: "
                                        + scene.right().length() + "\r\n\r\n")
                                .pause(Duration.ofMillis(300))
                                .then(scene.right())),
                Fault.of(
                        "a dripping head and body in time",
                        scene -> RawReply.nothing()
                                .thenDrip(
                                        Bytes.utf8(HEAD + "Content-Length: "
                                                + scene.right().length() + "\r\n\r\n"),
                                        tick)
                                .thenDrip(Bytes.utf8(scene.right()), tick)),
                Fault.of(
                                "a dripping body that takes too long",
                                scene -> RawReply.text(HEAD + "Content-Length: "
                                                + scene.right().length() + "\r\n\r\n")
                                        .thenDrip(Bytes.utf8(scene.right()), Duration.ofMillis(50)))
                        .endsAtDeadline(SHORT),
                Fault.of(
                                "a dripping head that takes too long",
                                scene -> RawReply.nothing().thenDrip(Bytes.utf8(HEAD), Duration.ofMillis(50)))
                        .endsAtDeadline(SHORT),
                Fault.of("no answer at all", scene -> RawReply.nothing().silence())
                        .endsAtDeadline(SHORT)
                        .saying("700 ms"),
                Fault.of(
                                "silence in the status line",
                                scene -> RawReply.text("HTTP/1.1 20").silence())
                        .endsAtDeadline(SHORT),
                Fault.of("silence in the headers", scene -> RawReply.text(HEAD).silence())
                        .endsAtDeadline(SHORT),
                Fault.of("silence in the body", scene -> begun(scene).silence()).endsAtDeadline(SHORT),
                Fault.of(
                                "an attempt without an answer",
                                scene -> RawReply.nothing().silence())
                        .attemptTimeout(Duration.ofSeconds(2))
                        .failsForNow(TimeoutException.class)
                        .dropped());
    }

    private static List<Fault> garbage() {
        return List.of(
                broken("the greeting of a mail server", scene -> RawReply.text("220 mail ESMTP\r\n")),
                broken(
                                "the greeting of another protocol at connect",
                                scene -> RawReply.text("SSH-2.0-OpenSSH_9.2\r\n")
                                        .close()
                                        .atConnect())
                        .requests(0),
                broken(
                        "bytes without sense",
                        scene -> RawReply.bytes(new byte[] {0, -1, 17, 42, 13, 10, 13, 10, -128})
                                .close()),
                Fault.of(
                                "a TLS alert",
                                scene -> RawReply.bytes(new byte[] {21, 3, 3, 0, 2, 2, 40})
                                        .silence())
                        .fails(NonRetriableException.class)
                        .saying("baseUrl says http://")
                        .dropped(),
                broken("a body without a head", scene -> RawReply.text(scene.right() + "\r\n")),
                broken(
                        "the preface of HTTP/2",
                        scene -> RawReply.bytes(new byte[] {0, 0, 0, 4, 0, 0, 0, 0, 0})
                                .close()),
                broken("an empty line instead of a status", scene -> RawReply.text("\r\n\r\n")));
    }

    private static List<Fault> headers() {
        return List.of(
                Fault.of(
                        "lines that end without a carriage return",
                        scene -> RawReply.text("HTTP/1.1 200 OK\nContent-Length: "
                                + scene.right().length() + "\n\n" + scene.right())),
                Fault.of("a header without a colon", scene -> Scene.ok(scene.right(), "no colon is here"))
                        .orFails(RetriableException.class),
                Fault.of("a header without a name", scene -> Scene.ok(scene.right(), ": no name"))
                        .orFails(RetriableException.class),
                Fault.of(
                        "a header with bytes of another charset",
                        scene -> Scene.ok(scene.right(), "X-Name: \u00fcber \u4f60")),
                Fault.of(
                                "two lengths that agree not",
                                scene -> RawReply.text(HEAD + "Content-Length: 3\r\nContent-Length: "
                                                + scene.right().length()
                                                + "\r\n\r\n" + scene.right())
                                        .close())
                        .dropped(),
                Fault.of(
                        "a thousand headers",
                        scene -> Scene.ok(scene.right(), "X-Many: some words\r\n".repeat(999) + "X-Last: 1")),
                broken(
                        "twenty thousand headers",
                        scene -> Scene.ok(scene.right(), "X-Many: some words\r\n".repeat(20_000) + "X-Last: 1")),
                broken("a header of one megabyte", scene -> Scene.ok(scene.right(), "X-Long: " + "y".repeat(1 << 20))),
                broken(
                        "a status line of one megabyte",
                        scene -> RawReply.http("200 " + "y".repeat(1 << 20), scene.right())));
    }
}
