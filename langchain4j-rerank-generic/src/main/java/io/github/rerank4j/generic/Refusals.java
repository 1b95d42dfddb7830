package io.github.rerank4j.generic;

import io.github.rerank4j.spi.ErrorKind;
import io.github.rerank4j.spi.RerankReply.Refused;
import io.github.rerank4j.spi.WireReply;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/** Reads what a dialect's service says when it refuses. */
final class Refusals {

    private static final List<Place> USUAL_MESSAGES = Place.of(DialectSettings.USUAL_MESSAGES);
    private static final String STATUS_OF_FAILURE = "[45]\\d\\d";
    private static final int NO_STATUS = 400;
    private static final Set<Integer> PERHAPS_THE_SERVER = Set.of(408, 424, 425, 429);

    private final List<Place> messages;
    private final List<Place> codes;
    private final List<Map.Entry<String, ErrorKind>> kinds;
    private final List<Map.Entry<String, ErrorKind>> kindsOfWords;

    Refusals(DialectSettings dialect) {
        this.messages = Place.of(dialect.errorMessages);
        this.codes = Place.of(dialect.errorCodes);
        this.kinds = List.copyOf(dialect.errorKinds.entrySet());
        this.kindsOfWords = List.copyOf(dialect.errorWords.entrySet());
    }

    Refused of(WireReply reply, @Nullable String requestId) {
        List<String> codesFound = words(codes, reply);
        List<String> messagesFound = messages(reply);
        return new Refused(
                kind(reply, codesFound, messagesFound),
                codesFound.isEmpty() ? null : codesFound.get(0),
                messagesFound.isEmpty() ? reply.excerpt() : messagesFound.get(0),
                requestId);
    }

    /** A gateway in front of a service puts its words elsewhere than the service does. */
    private List<String> messages(WireReply reply) {
        List<String> own = words(messages, reply);
        return own.isEmpty() ? words(USUAL_MESSAGES, reply) : own;
    }

    private ErrorKind kind(WireReply reply, List<String> codesFound, List<String> messagesFound) {
        ErrorKind stated = stated(kindsOfWords, messagesFound, Refusals::starts);
        if (stated == null) {
            stated = stated(kinds, codesFound, Refusals::fits);
        }
        int status = reply.succeeded() ? statusIn(codesFound) : reply.status();
        boolean callersFault = !reply.succeeded() && status < 500 && !PERHAPS_THE_SERVER.contains(status);
        boolean blamesServer = stated == ErrorKind.SERVER || stated == ErrorKind.AMBIGUOUS;
        return stated == null || (callersFault && blamesServer) ? ErrorKind.ofStatus(status) : stated;
    }

    private static @Nullable ErrorKind stated(
            List<Map.Entry<String, ErrorKind>> kinds, List<String> words, BiPredicate<String, String> fits) {
        for (int i = kinds.size() - 1; i >= 0; i--) {
            String start = kinds.get(i).getKey();
            if (words.stream().anyMatch(word -> fits.test(word, start))) {
                return kinds.get(i).getValue();
            }
        }
        return null;
    }

    private static boolean starts(String word, String start) {
        return word.regionMatches(true, 0, start, 0, start.length());
    }

    /** A number is a code, not the beginning of codes. */
    private static boolean fits(String code, String start) {
        return start.matches("\\d+") ? code.equals(start) : starts(code, start);
    }

    /** For a refusal under HTTP 2xx, whose code is often the status it should have had. */
    private static int statusIn(List<String> codesFound) {
        return codesFound.stream()
                .filter(code -> code.matches(STATUS_OF_FAILURE))
                .findFirst()
                .map(Integer::parseInt)
                .orElse(NO_STATUS);
    }

    private static List<String> words(List<Place> places, WireReply reply) {
        return places.stream()
                .map(place -> Place.word(place.in(reply)))
                .filter(Objects::nonNull)
                .toList();
    }
}
