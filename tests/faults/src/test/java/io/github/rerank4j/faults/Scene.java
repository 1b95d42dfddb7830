package io.github.rerank4j.faults;

import io.github.rerank4j.testkit.RawReply;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** What a fault may play with: the model's service, the words of the trial, and a host that nobody may call. */
record Scene(Subject subject, Words words, String thirdHost) {
    static final List<Double> SCORES = List.of(0.25, 0.75, 0.5);

    /** A secret that the server has been sent: Tencent's key itself never is. */
    String secret() {
        return subject == Subject.TENCENT ? words.token() : words.key();
    }

    /** The right reply, as JSON. */
    String right() {
        return subject.scored("0.25", "0.75", "0.5");
    }

    /** A reply with scores that are not the right ones. */
    String poison() {
        return subject.scored("0.91", "0.92", "0.93");
    }

    /** A reply whose list has these entries. */
    String entries(String... entries) {
        return subject.listing(Arrays.stream(entries).collect(Collectors.joining(",", "[", "]")));
    }

    /** An entry that is in order, of a document with the score that {@link #right} gives it. */
    String entry(int index) {
        return subject.item(String.valueOf(index), String.valueOf(SCORES.get(index)));
    }

    static RawReply ok(String body, String... headerLines) {
        return RawReply.http("200 OK", body, withType(headerLines));
    }

    static RawReply ok(byte[] body, String... headerLines) {
        return RawReply.http("200 OK", body, withType(headerLines));
    }

    private static String[] withType(String... headerLines) {
        String[] all = Arrays.copyOf(headerLines, headerLines.length + 1);
        all[headerLines.length] = "Content-Type: application/json";
        return all;
    }
}
