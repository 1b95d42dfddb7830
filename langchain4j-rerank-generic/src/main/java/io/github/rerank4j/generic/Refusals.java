package io.github.rerank4j.generic;

import io.github.rerank4j.spi.ErrorKind;
import io.github.rerank4j.spi.RerankReply.Refused;
import io.github.rerank4j.spi.WireReply;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads what a dialect's service says when it refuses. */
final class Refusals {

    private static final String STATUS_OF_FAILURE = "[45]\\d\\d";

    private final List<Place> messages;
    private final List<Place> codes;
    private final List<Map.Entry<String, ErrorKind>> kinds;

    Refusals(DialectSettings dialect) {
        this.messages = Place.of(dialect.errorMessages);
        this.codes = Place.of(dialect.errorCodes);
        this.kinds = List.copyOf(dialect.errorKinds.entrySet());
    }

    Refused of(WireReply reply, @Nullable String requestId) {
        List<String> codesFound = words(codes, reply);
        List<String> messagesFound = words(messages, reply);
        return new Refused(
                kind(reply, codesFound, messagesFound),
                codesFound.isEmpty() ? null : codesFound.get(0),
                messagesFound.isEmpty() ? reply.excerpt() : messagesFound.get(0),
                requestId);
    }

    private ErrorKind kind(WireReply reply, List<String> codesFound, List<String> messagesFound) {
        List<String> words = new ArrayList<>(codesFound);
        words.addAll(messagesFound);
        for (int i = kinds.size() - 1; i >= 0; i--) {
            String start = kinds.get(i).getKey();
            if (words.stream().anyMatch(word -> word.regionMatches(true, 0, start, 0, start.length()))) {
                return kinds.get(i).getValue();
            }
        }
        return reply.succeeded() ? ofCode(codesFound) : ErrorKind.ofStatus(reply.status());
    }

    /** For a refusal under HTTP 2xx, whose code is often the status it should have had. */
    private static ErrorKind ofCode(List<String> codesFound) {
        return codesFound.stream()
                .filter(code -> code.matches(STATUS_OF_FAILURE))
                .findFirst()
                .map(code -> ErrorKind.ofStatus(Integer.parseInt(code)))
                .orElse(ErrorKind.INVALID_REQUEST);
    }

    private static List<String> words(List<Place> places, WireReply reply) {
        return places.stream()
                .map(place -> Place.word(place.in(reply)))
                .filter(Objects::nonNull)
                .toList();
    }
}
