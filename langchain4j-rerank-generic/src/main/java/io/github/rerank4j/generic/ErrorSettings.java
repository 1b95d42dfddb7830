package io.github.rerank4j.generic;

import io.github.rerank4j.spi.ErrorKind;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a dialect's service says that it refuses; immutable.
 *
 * @param sign where the sign of success is
 * @param success the text there without which a reply is a refusal; null for any but {@code false}
 * @param messages where the words of an error may be
 * @param codes where the code of an error may be
 * @param kinds what an error means whose code starts like a key; of several that fit, the last counts
 * @param words what an error means whose words start like a key; of several that fit, the last counts
 */
record ErrorSettings(
        String sign,
        @Nullable String success,
        List<String> messages,
        List<String> codes,
        Map<String, ErrorKind> kinds,
        Map<String, ErrorKind> words) {

    ErrorSettings success(String place, String text) {
        return new ErrorSettings(place, text, messages, codes, kinds, words);
    }

    ErrorSettings messages(List<String> places) {
        return new ErrorSettings(sign, success, places, codes, kinds, words);
    }

    ErrorSettings codes(List<String> places) {
        return new ErrorSettings(sign, success, messages, places, kinds, words);
    }

    ErrorSettings kind(String start, ErrorKind kind) {
        return new ErrorSettings(sign, success, messages, codes, Statements.last(kinds, start, kind), words);
    }

    ErrorSettings words(String start, ErrorKind kind) {
        return new ErrorSettings(sign, success, messages, codes, kinds, Statements.last(words, start, kind));
    }
}
