package io.github.rerank4j.faults;

import dev.langchain4j.exception.InternalServerException;
import dev.langchain4j.exception.InvalidRequestException;
import dev.langchain4j.exception.RateLimitException;
import io.github.rerank4j.testkit.RawReply;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;

/** A busy service that says when to come back, in all the ways there are. */
final class RetryAfterFaults {
    private static final List<String> SOON_OR_SENSELESS = List.of(
            "0",
            "0.2",
            "000",
            "-1",
            "soon",
            "0x10",
            "1e9",
            "NaN",
            "Infinity",
            "\"0\"",
            "PT1H",
            "Sun, 06 Nov 1994 08:49:37 GMT",
            "Sunday, 06-Nov-94 08:49:37 GMT",
            "Sun Nov  6 08:49:37 1994",
            "Sun, 99 Nov 1994 08:49:37 GMT");

    private static final List<String> TOO_LATE =
            List.of("11", "3600", "999999999", "9999999999", "9".repeat(40), "3600.5", "Wed, 20 Nov 2999 09:53:15 GMT");

    private RetryAfterFaults() {}

    static List<Fault> all() {
        List<Fault> faults = new ArrayList<>();
        SOON_OR_SENSELESS.forEach(value -> faults.add(Fault.of(
                        "a 429 with Retry-After: " + value,
                        scene -> RawReply.http("429 Busy", "", "Retry-After: " + value))
                .failsForNow(RateLimitException.class)));
        TOO_LATE.forEach(value -> faults.add(Fault.of(
                        "a 429 with Retry-After: " + value + ", which is beyond the deadline",
                        scene -> RawReply.http("429 Busy", "", "Retry-After: " + value))
                .fails(RateLimitException.class)
                .forGood()));
        faults.addAll(others());
        return faults;
    }

    private static List<Fault> others() {
        return List.of(
                Fault.of("a 429 without Retry-After", scene -> RawReply.http("429 Busy", ""))
                        .failsForNow(RateLimitException.class),
                Fault.of("a 429 with an empty Retry-After", scene -> RawReply.http("429 Busy", "", "Retry-After: "))
                        .failsForNow(RateLimitException.class),
                Fault.of("a 429 with Retry-After: 1", scene -> RawReply.http("429 Busy", "", "Retry-After: 1"))
                        .on(Subject.TENCENT, Subject.COHERE)
                        .failsForNow(RateLimitException.class),
                Fault.of(
                                "a 429 with a date one second ahead by the server's clock",
                                scene -> RawReply.http(
                                        "429 Busy",
                                        "",
                                        "Date: Fri, 20 Nov 2026 09:53:15 GMT",
                                        "Retry-After: Fri, 20 Nov 2026 09:53:16 GMT"))
                        .on(Subject.SILICONFLOW, Subject.TEI)
                        .failsForNow(RateLimitException.class),
                Fault.of(
                                "a 429 with a date in an hour by the machine's clock",
                                scene -> RawReply.http(
                                        "429 Busy",
                                        "",
                                        "Retry-After: "
                                                + DateTimeFormatter.RFC_1123_DATE_TIME.format(
                                                        ZonedDateTime.now(ZoneOffset.UTC)
                                                                .plusHours(1))))
                        .fails(RateLimitException.class)
                        .forGood(),
                Fault.of(
                                "a 503 with Retry-After beyond the deadline",
                                scene -> RawReply.http("503 Busy", "", "Retry-After: 3600"))
                        .fails(InternalServerException.class)
                        .withRetriesLeft(RateLimitException.class)
                        .forGood(),
                Fault.of("a 413 with Retry-After", scene -> RawReply.http("413 Large", "", "Retry-After: 0"))
                        .fails(InvalidRequestException.class),
                Fault.of("a 301 with Retry-After", scene -> RawReply.http("301 Moved", "", "Retry-After: 0"))
                        .fails(InvalidRequestException.class),
                Fault.of(
                                "SiliconFlow's 429 without a code",
                                scene -> RawReply.http(
                                        "429 Busy",
                                        "{\"message\":\"Request was rejected due to rate limiting\",\"data\":null}",
                                        "Retry-After: 0"))
                        .on(Subject.SILICONFLOW)
                        .failsForNow(RateLimitException.class)
                        .saying("rejected"));
    }
}
