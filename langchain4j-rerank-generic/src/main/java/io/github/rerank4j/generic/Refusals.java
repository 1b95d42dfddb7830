package io.github.rerank4j.generic;

import io.github.rerank4j.spi.ErrorBody;
import io.github.rerank4j.spi.ErrorKind;
import io.github.rerank4j.spi.RerankReply.Refused;
import io.github.rerank4j.spi.WireReply;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads what a dialect's service says when it refuses: what the dialect states of it, then what all servers share. */
final class Refusals {

    private final ErrorSettings settings;
    private final List<Place> messages;
    private final List<Place> codes;

    Refusals(ErrorSettings settings) {
        this.settings = settings;
        this.messages = Place.of(settings.messages());
        this.codes = Place.of(settings.codes());
    }

    Refused of(WireReply reply, ErrorBody error, @Nullable String requestId) {
        List<String> codesFound = Place.words(codes, reply);
        codesFound.addAll(error.codes());
        List<String> messagesFound = Place.words(messages, reply);
        messagesFound.add(error.words());
        return new Refused(
                error.kind(stated(codesFound, messagesFound)),
                codesFound.isEmpty() ? null : codesFound.get(0),
                specific(messagesFound),
                requestId);
    }

    /** Whether a code is at one of the places that the dialect states. */
    boolean findsCode(WireReply reply) {
        return !Place.words(codes, reply).isEmpty();
    }

    private static String specific(List<String> messages) {
        for (String words : messages) {
            if (!ErrorBody.isGeneric(words)) {
                return words;
            }
        }
        return messages.get(0);
    }

    private @Nullable ErrorKind stated(List<String> codesFound, List<String> messagesFound) {
        ErrorKind ofWords = Statements.find(settings.words(), messagesFound, Statements::starts);
        return ofWords == null ? Statements.find(settings.kinds(), codesFound, Refusals::fits) : ofWords;
    }

    /** A number is a code, not the beginning of codes. */
    private static boolean fits(String code, String start) {
        return start.matches("\\d+") ? code.equals(start) : Statements.starts(code, start);
    }
}
