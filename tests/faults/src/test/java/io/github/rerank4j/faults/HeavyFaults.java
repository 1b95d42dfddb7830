package io.github.rerank4j.faults;

import dev.langchain4j.exception.InternalServerException;
import dev.langchain4j.exception.InvalidRequestException;
import dev.langchain4j.exception.RetriableException;
import dev.langchain4j.exception.TimeoutException;
import io.github.rerank4j.InvalidReplyException;
import io.github.rerank4j.testkit.RawReply;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Replies that would cost more memory, stack or time than a call may have. */
final class HeavyFaults {
    private static final int MEGABYTE = 1 << 20;
    private static final int BELOW_THE_CAP = 15 * MEGABYTE;
    private static final byte[] BLANKS = Bytes.utf8(" ".repeat(64 * 1024));
    private static final String ENDLESS_HEAD = RawReply.head("200 OK") + "\r\n";
    private static final String CHUNKED_HEAD = RawReply.head("200 OK", "Transfer-Encoding: chunked") + "\r\n";

    private HeavyFaults() {}

    static List<Fault> all() {
        List<Fault> faults = new ArrayList<>();
        faults.addAll(large());
        faults.addAll(endless());
        faults.addAll(deep());
        faults.addAll(wide());
        faults.addAll(ConnectionFaults.bulky());
        for (int i = 0; i < faults.size(); i++) {
            Fault fault = faults.get(i);
            if (fault.subjects().equals(Subject.ALL)) {
                fault.on(Subject.ofEachModel(i));
            }
        }
        return faults;
    }

    private static Fault tooLarge(Fault fault) {
        return fault.fails(InvalidReplyException.class)
                .timeout(Duration.ofSeconds(20))
                .dropped();
    }

    private static List<Fault> large() {
        byte[] bomb = Bytes.gzip(BLANKS, 64 * 1024 / 64);
        return List.of(
                tooLarge(Fault.of(
                        "a body of 30 MB",
                        scene -> RawReply.text(RawReply.head("200 OK", "Content-Length: " + 30 * MEGABYTE) + "\r\n")
                                .thenTimes(BLANKS, 30 * 16))),
                tooLarge(Fault.of(
                        "a length of many petabytes",
                        scene -> RawReply.text(RawReply.head("200 OK", "Content-Length: 9223372036854775807") + "\r\n")
                                .thenForever(BLANKS))),
                tooLarge(Fault.of("a gzip bomb", scene -> Scene.ok(bomb, "Content-Encoding: gzip"))),
                tooLarge(Fault.of(
                                "a gzip bomb under a 400",
                                scene -> RawReply.http("400 No", bomb, "Content-Encoding: gzip")))
                        .failsAs(InvalidReplyException.class, InvalidRequestException.class));
    }

    private static List<Fault> endless() {
        return List.of(
                tooLarge(Fault.of(
                        "an endless body of blanks",
                        scene -> RawReply.text(ENDLESS_HEAD).thenForever(BLANKS))),
                tooLarge(Fault.of(
                        "endless brackets",
                        scene -> RawReply.text(ENDLESS_HEAD).thenForever(Bytes.utf8("[".repeat(64 * 1024))))),
                tooLarge(Fault.of(
                        "an endless list of scores",
                        scene -> RawReply.text(ENDLESS_HEAD + "[").thenForever(Bytes.utf8("0.25,".repeat(12 * 1024))))),
                tooLarge(Fault.of(
                        "endless chunks", scene -> RawReply.text(CHUNKED_HEAD).thenForever(Chunks.chunk(BLANKS)))),
                Fault.of(
                                "endless trailers",
                                scene -> RawReply.text(CHUNKED_HEAD + Chunks.chunk(scene.right()) + "0\r\n")
                                        .thenForever(Bytes.utf8("X-More: and more\r\n".repeat(1000))))
                        .failsForNow(RetriableException.class)
                        .dropped(),
                Fault.of(
                                "endless headers",
                                scene -> RawReply.text(RawReply.head("200 OK"))
                                        .thenForever(Bytes.utf8("X-More: and more\r\n".repeat(1000))))
                        .failsForNow(RetriableException.class)
                        .dropped(),
                Fault.of(
                                "an endless status line",
                                scene -> RawReply.text("HTTP/1.1 200 ").thenForever(BLANKS))
                        .failsForNow(RetriableException.class)
                        .dropped(),
                Fault.of(
                                "endless interim answers",
                                scene -> RawReply.nothing()
                                        .thenForever(Bytes.utf8("HTTP/1.1 103 Early Hints\r\n\r\n".repeat(100))))
                        .failsAs(RetriableException.class, TimeoutException.class)
                        .timeout(Duration.ofSeconds(2))
                        .dropped());
    }

    private static List<Fault> deep() {
        return List.of(
                invalid("50,000 nested arrays", "[".repeat(50_000) + "]".repeat(50_000)),
                invalid("50,000 nested objects", "{\"a\":".repeat(50_000) + "1" + "}".repeat(50_000)),
                invalid("50,000 nested arrays that never end", "[".repeat(50_000)),
                Fault.of(
                                "50,000 nested arrays beside the scores",
                                scene -> Scene.ok(scene.right()
                                        .replaceFirst(
                                                "\\{", "{\"x\":" + "[".repeat(50_000) + "]".repeat(50_000) + ",")))
                        .fails(InvalidReplyException.class)
                        .dropped(),
                Fault.of(
                                "50,000 nested arrays under a 500",
                                scene -> RawReply.http("500 No", "[".repeat(50_000), "Retry-After: 0"))
                        .failsForNow(InternalServerException.class));
    }

    private static List<Fault> wide() {
        return List.of(
                wide("15 MB of empty objects", "{},"),
                wide("15 MB of empty arrays", "[],"),
                wide("15 MB of scores", "0.25,"),
                wide("15 MB of zeros", "0,"),
                wide("15 MB of short texts", "\"a\","),
                wide("15 MB of nulls", "null,"),
                one("15 MB of one number", "9", "9", "9"),
                one("15 MB of one text", "\"", "y", "\""),
                one("15 MB of one name", "{\"", "y", "\":1}"),
                names());
    }

    private static Fault wide(String name, String piece) {
        return Fault.of(name, scene -> {
                    String[] around = scene.subject().listing("[|0.25]").split("[|]", -1);
                    return sandwich(around[0], piece, around[1]);
                })
                .fails(InvalidReplyException.class)
                .timeout(Duration.ofSeconds(20))
                .dropped();
    }

    private static Fault one(String name, String start, String piece, String end) {
        return Fault.of(name, scene -> sandwich(start, piece, end))
                .fails(InvalidReplyException.class)
                .timeout(Duration.ofSeconds(20))
                .dropped();
    }

    /** 15 MB between a start and an end. */
    private static RawReply sandwich(String start, String piece, String end) {
        byte[] slice = Bytes.utf8(piece.repeat(32 * 1024 / piece.length()));
        int times = BELOW_THE_CAP / slice.length;
        int length = start.length() + times * slice.length + end.length();
        return RawReply.text(RawReply.head("200 OK", "Content-Length: " + length) + "\r\n" + start)
                .thenTimes(slice, times)
                .then(end);
    }

    private static Fault names() {
        return Fault.of("half a million different names", scene -> {
                    StringBuilder body = new StringBuilder("{");
                    for (int i = 0; i < 500_000; i++) {
                        body.append("\"n").append(i).append("\":1,");
                    }
                    return Scene.ok(body.append("\"last\":1}").toString());
                })
                .fails(InvalidReplyException.class)
                .timeout(Duration.ofSeconds(20))
                .dropped();
    }

    private static Fault invalid(String name, String body) {
        return Fault.of(name, scene -> Scene.ok(body))
                .fails(InvalidReplyException.class)
                .timeout(Duration.ofSeconds(20))
                .dropped();
    }
}
