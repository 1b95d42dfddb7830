package io.github.rerank4j.generic;

import io.github.rerank4j.spi.ErrorBody;
import io.github.rerank4j.spi.ErrorKind;
import io.github.rerank4j.spi.RerankReply.Refused;
import io.github.rerank4j.spi.WireReply;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiPredicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads what a dialect's service says when it refuses: what the dialect states of it, then what all servers share. */
final class Refusals {

    private final List<Place> messages;
    private final List<Place> codes;
    private final List<Map.Entry<String, ErrorKind>> kinds;
    private final List<Map.Entry<String, ErrorKind>> kindsOfWords;

    Refusals(ErrorSettings errors) {
        this.messages = Place.of(errors.messages());
        this.codes = Place.of(errors.codes());
        this.kinds = List.copyOf(errors.kinds().entrySet());
        this.kindsOfWords = List.copyOf(errors.words().entrySet());
    }

    Refused of(WireReply reply, ErrorBody error, @Nullable String requestId) {
        List<String> codesFound = Stream.concat(words(codes, reply), error.codes().stream())
                .distinct()
                .toList();
        List<String> messagesFound =
                Stream.concat(words(messages, reply), Stream.of(error.words())).toList();
        return new Refused(
                error.kind(stated(codesFound, messagesFound)),
                codesFound.isEmpty() ? null : codesFound.get(0),
                specific(messagesFound),
                requestId);
    }

    /** Whether a code is at one of the places that the dialect states. */
    boolean findsCode(WireReply reply) {
        return words(codes, reply).findAny().isPresent();
    }

    private static String specific(List<String> messages) {
        return messages.stream()
                .filter(words -> !ErrorBody.isGeneric(words))
                .findFirst()
                .orElse(messages.get(0));
    }

    private @Nullable ErrorKind stated(List<String> codesFound, List<String> messagesFound) {
        ErrorKind ofWords = stated(kindsOfWords, messagesFound, Refusals::starts);
        return ofWords == null ? stated(kinds, codesFound, Refusals::fits) : ofWords;
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

    private static Stream<String> words(List<Place> places, WireReply reply) {
        return places.stream().map(place -> Place.word(place.in(reply))).filter(Objects::nonNull);
    }
}
