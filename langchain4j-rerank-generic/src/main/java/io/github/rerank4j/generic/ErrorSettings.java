package io.github.rerank4j.generic;

import io.github.rerank4j.spi.ErrorKind;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a dialect's service says that it refuses; immutable.
 *
 * @param success the sign of success; null for {@code success} at the root, which must not be false
 * @param messages where the words of an error may be
 * @param codes where the code of an error may be
 * @param kinds what an error means whose code starts like a key; of several that fit, the last counts
 * @param words what an error means whose words start like a key; of several that fit, the last counts
 */
record ErrorSettings(
        @Nullable Sign success,
        List<String> messages,
        List<String> codes,
        Map<String, ErrorKind> kinds,
        Map<String, ErrorKind> words) {

    /** A place in a reply, and the text there without which the reply is a refusal. */
    record Sign(String place, String value) {}

    ErrorSettings success(Sign sign) {
        return new ErrorSettings(sign, messages, codes, kinds, words);
    }

    ErrorSettings messages(List<String> places) {
        return new ErrorSettings(success, places, codes, kinds, words);
    }

    ErrorSettings codes(List<String> places) {
        return new ErrorSettings(success, messages, places, kinds, words);
    }

    ErrorSettings kind(String start, ErrorKind kind) {
        return new ErrorSettings(success, messages, codes, Statements.last(kinds, start, kind), words);
    }

    ErrorSettings words(String start, ErrorKind kind) {
        return new ErrorSettings(success, messages, codes, kinds, Statements.last(words, start, kind));
    }
}
