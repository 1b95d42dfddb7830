package io.github.rerank4j.faults;

import static io.github.rerank4j.testkit.Http2Frames.data;
import static io.github.rerank4j.testkit.Http2Frames.frame;
import static io.github.rerank4j.testkit.Http2Frames.goAway;
import static io.github.rerank4j.testkit.Http2Frames.headers;
import static io.github.rerank4j.testkit.Http2Frames.join;
import static io.github.rerank4j.testkit.Http2Frames.resetStream;
import static io.github.rerank4j.testkit.Http2Frames.response;

import dev.langchain4j.exception.AuthenticationException;
import dev.langchain4j.exception.InternalServerException;
import dev.langchain4j.exception.RetriableException;
import io.github.rerank4j.InvalidReplyException;
import io.github.rerank4j.testkit.RawReply;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/** What only HTTP/2 can do wrong; what it refuses without having looked is in {@link Http2ConnectionsTest}. */
final class Http2Faults {
    private static final int NO_ERROR = 0;
    private static final int PROTOCOL_ERROR = 1;
    private static final int GO_AWAY_FOR_CALM = 11;
    private static final byte[] NOTHING = {};

    private static final Map<Integer, String> RESETS = Map.of(
            NO_ERROR,
            "NO_ERROR",
            PROTOCOL_ERROR,
            "PROTOCOL_ERROR",
            2,
            "INTERNAL_ERROR",
            3,
            "FLOW_CONTROL_ERROR",
            5,
            "STREAM_CLOSED",
            8,
            "CANCEL",
            GO_AWAY_FOR_CALM,
            "ENHANCE_YOUR_CALM",
            12,
            "INADEQUATE_SECURITY",
            4711,
            "a code that nobody knows");

    private Http2Faults() {}

    static List<Fault> all() {
        List<Fault> faults = new ArrayList<>();
        RESETS.forEach((code, name) ->
                faults.add(of("a stream reset with " + name, (scene, stream) -> resetStream(stream, code))
                        .failsForNow(RetriableException.class)));
        faults.addAll(answers());
        faults.addAll(broken());
        faults.addAll(goodbyes());
        return faults;
    }

    private static Fault of(String name, BiFunction<Scene, Integer, byte[]> frames) {
        return Fault.of(name, scene -> RawReply.frames(stream -> frames.apply(scene, stream)))
                .overHttp2();
    }

    private static List<Fault> answers() {
        return List.of(
                of("an answer over HTTP/2", (scene, stream) -> response(stream, 200, scene.right()))
                        .kept(),
                of(
                                "a frame of a type that nobody knows",
                                (scene, stream) -> join(
                                        frame(0xfa, 0xff, stream, new byte[5]), response(stream, 200, scene.right())))
                        .kept(),
                of(
                        "an interim answer over HTTP/2",
                        (scene, stream) -> join(headers(stream, 103, false), response(stream, 200, scene.right()))),
                of("a body in frames of one byte", (scene, stream) -> {
                    byte[] all = headers(stream, 200, false);
                    for (byte each : Bytes.utf8(scene.right())) {
                        all = join(all, data(stream, new byte[] {each}, false));
                    }
                    return join(all, data(stream, NOTHING, true));
                }),
                of(
                        "a whole answer and then a reset with NO_ERROR",
                        (scene, stream) -> join(response(stream, 200, scene.right()), resetStream(stream, NO_ERROR))),
                of("a success of headers alone", (scene, stream) -> headers(stream, 200, true))
                        .fails(InvalidReplyException.class),
                of("a 401 over HTTP/2", (scene, stream) -> response(stream, 401, "no such key " + scene.secret()))
                        .fails(AuthenticationException.class),
                of("a 503 over HTTP/2", (scene, stream) -> response(stream, 503, "busy"))
                        .failsForNow(InternalServerException.class),
                of("no answer over HTTP/2", (scene, stream) -> NOTHING)
                        .endsAtDeadline(Duration.ofMillis(700))
                        .either(),
                of("silence in the body over HTTP/2", (scene, stream) -> headers(stream, 200, false))
                        .endsAtDeadline(Duration.ofMillis(700))
                        .either());
    }

    private static List<Fault> broken() {
        return List.of(
                of(
                                "a stream reset in its body",
                                (scene, stream) -> join(
                                        headers(stream, 200, false),
                                        data(stream, new byte[] {'{'}, false),
                                        resetStream(stream, 2)))
                        .failsForNow(RetriableException.class),
                of("data before the headers", (scene, stream) -> join(data(stream, Bytes.utf8(scene.right()), true)))
                        .failsForNow(RetriableException.class),
                of(
                                "headers that cannot be unpacked",
                                (scene, stream) -> frame(1, 4, stream, new byte[] {-1, -1, -1, -1, -1, -1, -1, 127}))
                        .failsForNow(RetriableException.class)
                        .dropped(),
                of("headers without a status", (scene, stream) -> frame(1, 5, stream, NOTHING))
                        .failsForNow(RetriableException.class),
                of("a frame larger than allowed", (scene, stream) -> frame(0, 0, stream, new byte[20_000]))
                        .failsForNow(RetriableException.class)
                        .dropped(),
                of("a frame of settings of a wrong length", (scene, stream) -> frame(4, 0, 0, new byte[5]))
                        .failsForNow(RetriableException.class)
                        .dropped(),
                of(
                                "an answer in words of HTTP/1.1",
                                (scene, stream) -> Bytes.utf8("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}"))
                        .failsForNow(RetriableException.class)
                        .dropped());
    }

    private static List<Fault> goodbyes() {
        return List.of(
                of(
                                "GOAWAY and then the answer",
                                (scene, stream) -> join(goAway(stream, NO_ERROR), response(stream, 200, scene.right())))
                        .dropped(),
                Fault.of(
                                "the answer and then GOAWAY",
                                // a next request that sets out before GOAWAY is read is refused, and rightly
                                scene -> RawReply.frames(stream ->
                                                join(response(stream, 200, scene.right()), goAway(stream, NO_ERROR)))
                                        .untilRead())
                        .overHttp2()
                        .dropped(),
                Fault.of(
                                "GOAWAY and then the end",
                                scene -> RawReply.frames(stream -> goAway(stream, PROTOCOL_ERROR))
                                        .close())
                        .overHttp2()
                        .failsForNow(RetriableException.class)
                        .dropped(),
                Fault.of(
                                "the end of HTTP/2 without a word",
                                scene -> RawReply.nothing().close())
                        .overHttp2()
                        .failsForNow(RetriableException.class)
                        .dropped(),
                Fault.of(
                                "a reset of the whole of HTTP/2",
                                scene -> RawReply.frames(stream -> headers(stream, 200, false))
                                        .reset())
                        .overHttp2()
                        .failsForNow(RetriableException.class)
                        .dropped(),
                Fault.of(
                                "an answer over HTTP/2 and the end",
                                // half of it: a whole end could reset what the client has not read yet; and whether a
                                // next request comes before the client has seen it is nobody's promise
                                scene -> RawReply.frames(stream -> response(stream, 200, scene.right()))
                                        .halfClose())
                        .overHttp2()
                        .forGood());
    }
}
