package io.github.rerank4j.faults;

import dev.langchain4j.exception.AuthenticationException;
import dev.langchain4j.exception.InternalServerException;
import dev.langchain4j.exception.InvalidRequestException;
import dev.langchain4j.exception.RateLimitException;
import io.github.rerank4j.InvalidReplyException;
import io.github.rerank4j.testkit.RawReply;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Successes that hold something else than scores, errors above all. */
final class EnvelopeFaults {
    private static final Map<String, String> NO_REPLIES = Map.ofEntries(
            Map.entry("nothing", ""),
            Map.entry("blanks", " \r\n\t "),
            Map.entry("null", "null"),
            Map.entry("true", "true"),
            Map.entry("a number", "42"),
            Map.entry("a number and words, as gateways send them", "504 Gateway Time-out"),
            Map.entry("a bare string", "\"Invalid token\""),
            Map.entry("plain words", "upstream connect error"),
            Map.entry("an empty object", "{}"),
            Map.entry("an empty array", "[]"),
            Map.entry("an array in an array", "[[0.25,0.75,0.5]]"),
            Map.entry("a web page", "<!DOCTYPE html><html><body>Sign in to the guest network</body></html>"),
            Map.entry("XML", "<?xml version=\"1.0\"?><scores><score>0.25</score></scores>"),
            Map.entry("somebody else's chat completion", "{\"choices\":[{\"message\":{\"content\":\"0.75\"}}]}"));

    private static final Map<String, String> NO_LISTS = Map.of(
            "null", "null",
            "an object", "{\"0\":0.25,\"1\":0.75,\"2\":0.5}",
            "a text", "\"0.25,0.75,0.5\"",
            "a number", "3",
            "true", "true");

    private EnvelopeFaults() {}

    static List<Fault> all() {
        List<Fault> faults = new ArrayList<>();
        NO_REPLIES.forEach((name, body) -> faults.add(
                Fault.of("a success that is " + name, scene -> Scene.ok(body)).fails(InvalidReplyException.class)));
        NO_LISTS.forEach((name, list) -> faults.add(Fault.of(
                        "a list that is " + name,
                        scene -> Scene.ok(scene.subject().listing(list)))
                .fails(InvalidReplyException.class)));
        faults.addAll(successes());
        faults.addAll(tencentErrors());
        faults.addAll(otherErrors());
        return faults;
    }

    private static List<Fault> successes() {
        return List.of(
                Fault.of("a 204 without a body", scene -> RawReply.text(RawReply.head("204 No Content") + "\r\n"))
                        .fails(InvalidReplyException.class),
                Fault.of("a 205 without a body", scene -> RawReply.http("205 Reset Content", ""))
                        .fails(InvalidReplyException.class),
                Fault.of("a 201 with the right scores", scene -> RawReply.http("201 Created", scene.right())),
                Fault.of("a 202 without scores yet", scene -> RawReply.http("202 Accepted", "{\"task\":\"t-1\"}"))
                        .fails(InvalidReplyException.class),
                Fault.of("a success without a content type", scene -> RawReply.http("200 OK", scene.right()))
                        .kept(),
                Fault.of(
                                "right scores labelled as a web page",
                                scene -> RawReply.http("200 OK", scene.right(), "Content-Type: text/html"))
                        .kept(),
                Fault.of(
                                "a success that repeats the key and the texts",
                                scene -> Scene.ok("no scores for " + scene.secret() + " asking "
                                        + scene.words().query() + " of "
                                        + scene.words().document(0)))
                        .fails(InvalidReplyException.class)
                        .dropped());
    }

    private static List<Fault> tencentErrors() {
        return List.of(
                tencent("RequestLimitExceeded").failsForNow(RateLimitException.class),
                tencent("RequestLimitExceeded.UinLimitExceeded").failsForNow(RateLimitException.class),
                tencent("InternalError").failsForNow(InternalServerException.class),
                tencent("FailedOperation.EngineServerError").failsForNow(InternalServerException.class),
                tencent("FailedOperation").failsForNow(InternalServerException.class),
                tencent("ServiceUnavailable").failsForNow(InternalServerException.class),
                tencent("FailedOperation.UnOpenError").fails(AuthenticationException.class),
                tencent("AuthFailure.SignatureFailure").fails(AuthenticationException.class),
                tencent("AuthFailure.SecretIdNotFound").fails(AuthenticationException.class),
                tencent("AuthFailure.TokenFailure").failsAs(AuthenticationException.class),
                tencent("UnauthorizedOperation").fails(AuthenticationException.class),
                tencent("ResourceUnavailable.InArrears").fails(AuthenticationException.class),
                tencent("InvalidParameterValue.InvalidParameterValueLimit").fails(InvalidRequestException.class),
                tencent("UnknownParameter").fails(InvalidRequestException.class),
                tencent("UnsupportedRegion").fails(InvalidRequestException.class),
                tencent("LimitExceeded").fails(InvalidRequestException.class),
                tencent("NobodyKnowsThis.Code").fails(InvalidRequestException.class),
                Fault.of(
                                "Tencent's clock an hour ahead, and then scores",
                                scene -> Scene.ok(
                                        error("AuthFailure.SignatureExpire"),
                                        "Date: "
                                                + DateTimeFormatter.RFC_1123_DATE_TIME.format(
                                                        ZonedDateTime.now(ZoneOffset.UTC)
                                                                .plusHours(1))))
                        .on(Subject.TENCENT)
                        .failsAs(AuthenticationException.class, InvalidRequestException.class)
                        .requests(2)
                        .forGood(),
                Fault.of(
                                "Tencent's error beside scores",
                                scene -> Scene.ok(
                                        "{\"Response\":{\"Error\":{\"Code\":\"InternalError\",\"Message\":\"m\"},"
                                                + "\"ScoreList\":[0.1,0.2,0.3],\"RequestId\":\"req-1\"}}"))
                        .on(Subject.TENCENT)
                        .failsForNow(InternalServerException.class),
                Fault.of("Tencent's reply whose Response is null", scene -> Scene.ok("{\"Response\":null}"))
                        .on(Subject.TENCENT)
                        .fails(InvalidReplyException.class)
                        .dropped());
    }

    private static Fault tencent(String code) {
        return Fault.of("Tencent's " + code + " under 200", scene -> Scene.ok(error(code)))
                .on(Subject.TENCENT)
                .saying(code);
    }

    private static String error(String code) {
        return "{\"Response\":{\"Error\":{\"Code\":\"" + code + "\",\"Message\":\"no\"},\"RequestId\":\"req-1\"}}";
    }

    private static List<Fault> otherErrors() {
        return List.of(
                Fault.of(
                                "an envelope that says it is no success, with a code nobody knows",
                                scene -> Scene.ok("{\"success\":false,\"code\":\"E77\",\"message\":\"model asleep\"}"))
                        .on(Subject.ENVELOPE)
                        .fails(InvalidRequestException.class)
                        .saying("model asleep"),
                Fault.of(
                                "an envelope that says it is no success beside scores",
                                scene -> Scene.ok(scene.right().replace("\"success\":true", "\"success\":false")))
                        .on(Subject.ENVELOPE)
                        .failsAs(InvalidRequestException.class),
                inWords("an error object", "{\"error\":{\"message\":\"out of quinoa\",\"type\":\"odd\"}}")
                        .on(Subject.COHERE, Subject.TEI, Subject.DEEPINFRA, Subject.ENVELOPE),
                inWords("an error text", "{\"error\":\"out of quinoa\",\"error_type\":\"Odd\"}")
                        .on(Subject.TEI, Subject.COHERE),
                inWords("a message", "{\"message\":\"out of quinoa\"}").on(Subject.COHERE),
                inWords("a detail", "{\"detail\":{\"error\":\"out of quinoa\"}}")
                        .on(Subject.DEEPINFRA),
                Fault.of(
                                "SiliconFlow's code under 200",
                                scene -> Scene.ok("{\"code\":20015,\"message\":\"out of quinoa\",\"data\":null}"))
                        .on(Subject.SILICONFLOW)
                        .failsAs(InvalidRequestException.class)
                        .saying("out of quinoa"));
    }

    private static Fault inWords(String name, String body) {
        return Fault.of(name + " under 200", scene -> Scene.ok(body))
                .fails(InvalidRequestException.class)
                .saying("out of quinoa");
    }
}
