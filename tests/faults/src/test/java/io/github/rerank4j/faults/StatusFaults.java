package io.github.rerank4j.faults;

import dev.langchain4j.exception.AuthenticationException;
import dev.langchain4j.exception.InternalServerException;
import dev.langchain4j.exception.InvalidRequestException;
import dev.langchain4j.exception.LangChain4jException;
import dev.langchain4j.exception.ModelNotFoundException;
import dev.langchain4j.exception.RetriableException;
import dev.langchain4j.exception.TimeoutException;
import io.github.rerank4j.testkit.RawReply;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Every status but 200, and status lines that are none. */
final class StatusFaults {
    private StatusFaults() {}

    static List<Fault> all() {
        List<Fault> faults = new ArrayList<>();
        IntStream.of(301, 302, 303, 307, 308).mapToObj(StatusFaults::redirect).forEach(faults::add);
        IntStream.of(300, 304, 305, 399).forEach(status -> faults.add(bare(status, InvalidRequestException.class)));
        IntStream.of(401, 402, 403).forEach(status -> faults.add(bare(status, AuthenticationException.class)));
        faults.add(bare(404, ModelNotFoundException.class));
        IntStream.of(400, 405, 406, 407, 409, 410, 411, 413, 414, 415, 417, 418, 421, 422, 426, 428, 431, 451, 498, 499)
                .forEach(status -> faults.add(bare(status, InvalidRequestException.class)));
        faults.add(bare(501, InvalidRequestException.class));
        faults.add(passing(408, TimeoutException.class));
        IntStream.of(500, 502, 503, 504, 520, 521, 522, 523, 524, 525, 526, 527, 529)
                .forEach(status -> faults.add(passing(status, InternalServerException.class)));
        faults.addAll(redirects());
        faults.addAll(echoes());
        faults.addAll(siliconFlow());
        faults.addAll(interim());
        faults.addAll(lines());
        return faults;
    }

    private static Fault redirect(int status) {
        return Fault.of(
                        "a " + status + " to another host",
                        scene -> RawReply.http(
                                status + " Elsewhere", "", "Location: " + scene.thirdHost() + "/" + status))
                .fails(InvalidRequestException.class)
                .saying("127.0.0.1");
    }

    private static Fault bare(int status, Class<? extends LangChain4jException> type) {
        return Fault.of(
                        "a " + status + " from a gateway",
                        scene -> RawReply.text(RawReply.head(status + " No")
                                + (status == 304 ? "\r\n" : "Content-Length: 15\r\n\r\n<html>no</html>")))
                .fails(type)
                .saying("HTTP " + status);
    }

    private static Fault passing(int status, Class<? extends LangChain4jException> type) {
        return Fault.of("a " + status + " that passes", scene -> RawReply.http(status + " No", "", "Retry-After: 0"))
                .failsForNow(type)
                .saying("HTTP " + status);
    }

    private static List<Fault> redirects() {
        return List.of(
                Fault.of("a 302 without a location", scene -> RawReply.http("302 Found", ""))
                        .fails(InvalidRequestException.class),
                Fault.of("a 308 to the server itself", scene -> RawReply.http("308 Moved", "", "Location: /elsewhere"))
                        .fails(InvalidRequestException.class),
                Fault.of(
                                "a 307 to another scheme",
                                scene -> RawReply.http("307 Moved", "", "Location: file:///etc/hostname"))
                        .fails(InvalidRequestException.class),
                Fault.of(
                                "a 307 that puts key and texts into the location",
                                scene -> RawReply.http(
                                        "307 Moved",
                                        "",
                                        "Location: " + scene.thirdHost().replace("127", scene.secret() + "@127") + "/"
                                                + scene.words().mark() + "?quince=persimmon"))
                        .fails(InvalidRequestException.class),
                Fault.of(
                                "a 307 to a host named like the key",
                                scene -> RawReply.http(
                                        "307 Moved", "", "Location: http://" + scene.secret() + ".invalid/"))
                        .fails(InvalidRequestException.class),
                Fault.of(
                                "a success that names another host in its headers",
                                scene -> Scene.ok(
                                        scene.right(),
                                        "Location: " + scene.thirdHost(),
                                        "Content-Location: " + scene.thirdHost(),
                                        "Refresh: 0; url=" + scene.thirdHost(),
                                        "Alt-Svc: h2=\"" + scene.thirdHost().replace("http://", "") + "\"",
                                        "Link: <" + scene.thirdHost() + ">; rel=preconnect"))
                        .kept(),
                Fault.of(
                                "a 407 that asks for a proxy's password",
                                scene -> RawReply.http("407 Who", "", "Proxy-Authenticate: Basic realm=\"a\""))
                        .fails(InvalidRequestException.class),
                Fault.of(
                                "a 401 that asks for a password",
                                scene -> RawReply.http("401 Who", "", "WWW-Authenticate: Basic realm=\"a\""))
                        .fails(AuthenticationException.class));
    }

    private static List<Fault> echoes() {
        return List.of(
                Fault.of(
                                "a 401 that repeats the key in plain words",
                                scene -> RawReply.http("401 No", "no such key: " + scene.secret()))
                        .fails(AuthenticationException.class),
                Fault.of(
                                "a 401 that repeats the key in JSON",
                                scene -> RawReply.http(
                                        "401 No",
                                        "{\"code\":\"bad " + scene.secret() + "\",\"message\":\"Bearer "
                                                + scene.secret() + "\"}"))
                        .fails(AuthenticationException.class),
                Fault.of(
                                "a 401 that repeats the key in its reason and headers",
                                scene -> RawReply.http(
                                        "401 " + scene.secret(),
                                        "\"Invalid token\"",
                                        "x-request-id: " + scene.secret(),
                                        "x-siliconcloud-trace-id: " + scene.secret()))
                        .fails(AuthenticationException.class),
                Fault.of(
                                "a 422 that repeats query and documents",
                                scene -> RawReply.http(
                                        "422 No",
                                        "{\"message\":\"cannot rank "
                                                + scene.words().document(1) + " for "
                                                + scene.words().query() + "\"}"))
                        .fails(InvalidRequestException.class),
                Fault.of(
                                "a 422 with the documents in a tree of details",
                                scene -> RawReply.http(
                                        "422 No",
                                        "{\"detail\":[{\"loc\":[\"body\",\"documents\"],\"msg\":\"too odd\",\"input\":\""
                                                + scene.words().document(2) + "\"}]}"))
                        .fails(InvalidRequestException.class),
                Fault.of(
                                "a 500 that repeats everything in a web page",
                                scene -> RawReply.http(
                                        "500 No",
                                        "<html>" + scene.secret() + "<br>"
                                                + scene.words().document(0) + "<br>"
                                                + scene.words().query() + "</html>",
                                        "Retry-After: 0"))
                        .failsForNow(InternalServerException.class),
                Fault.of(
                                "a 400 with the key at the cut of a long message",
                                scene -> RawReply.http("400 No", "x".repeat(488) + scene.secret()))
                        .fails(InvalidRequestException.class));
    }

    private static List<Fault> siliconFlow() {
        return List.of(
                siliconFlow("401 with a bare string", "401 No", "\"Invalid token\"")
                        .fails(AuthenticationException.class)
                        .saying("Invalid token"),
                siliconFlow("403 for an empty account", "403 No", "{\"code\":30001,\"message\":\"balance\"}")
                        .fails(AuthenticationException.class),
                siliconFlow("400 for an unknown model", "400 No", "{\"code\":20012,\"message\":\"no model\"}")
                        .fails(ModelNotFoundException.class),
                siliconFlow("503 for an overloaded model", "503 No", "{\"code\":50505,\"message\":\"overloaded\"}")
                        .failsForNow(InternalServerException.class),
                siliconFlow("504 with a bare string", "504 No", "\"upstream timed out\"")
                        .failsForNow(InternalServerException.class),
                siliconFlow("451 of its content rule", "451 No", "{\"code\":20021,\"message\":\"rule\"}")
                        .fails(InvalidRequestException.class));
    }

    private static Fault siliconFlow(String name, String status, String body) {
        return Fault.of("SiliconFlow's " + name, scene -> RawReply.http(status, body, "Retry-After: 0"))
                .on(Subject.SILICONFLOW);
    }

    private static List<Fault> interim() {
        return List.of(
                Fault.of("a 100 before the answer", scene -> before("100 Continue", scene)),
                Fault.of("a 102 before the answer", scene -> before("102 Processing", scene)),
                Fault.of(
                        "a 103 that names another host before the answer",
                        scene -> RawReply.text(RawReply.head(
                                                "103 Early Hints", "Link: <" + scene.thirdHost() + ">; rel=preload")
                                        + "\r\n")
                                .then(RawReply.head(
                                                "200 OK",
                                                "Content-Length: "
                                                        + scene.right().length())
                                        + "\r\n" + scene.right())),
                Fault.of(
                                "a 101 to a protocol nobody asked for",
                                scene -> RawReply.text(RawReply.head(
                                                "101 Switching Protocols", "Upgrade: websocket", "Connection: Upgrade")
                                        + "\r\n"))
                        .failsAs(InvalidRequestException.class, RetriableException.class)
                        .dropped());
    }

    private static RawReply before(String status, Scene scene) {
        return RawReply.text(RawReply.head(status) + "\r\n")
                .then(RawReply.head("200 OK", "Content-Length: " + scene.right().length()) + "\r\n" + scene.right());
    }

    private static List<Fault> lines() {
        List<Fault> faults = new ArrayList<>();
        for (String line : List.of(
                "HTTP/1.1 99 No", "HTTP/1.1 2000 OK", "HTTP/1.1 abc OK", "HTTP/1.1 -20 OK", "HTTP/1.1", "HTP 200 OK")) {
            faults.add(Fault.of(
                            "the status line " + line, scene -> RawReply.text(line + "\r\nContent-Length: 2\r\n\r\n{}"))
                    .failsForNow(RetriableException.class)
                    .dropped());
        }
        faults.add(Fault.of("the status line HTTP/1.1 600 No", scene -> RawReply.http("600 No", "", "Retry-After: 0"))
                .failsAs(InternalServerException.class, InvalidRequestException.class));
        for (String line : List.of("HTTP/1.1 200", "HTTP/1.1 200 ", "HTTP/1.1 200 All is \u00fcber")) {
            faults.add(Fault.of(
                            "the status line " + line + "|",
                            scene -> RawReply.text(line + "\r\nContent-Length: "
                                            + scene.right().length() + "\r\n\r\n")
                                    .then(scene.right()))
                    .kept());
        }
        return faults;
    }
}
