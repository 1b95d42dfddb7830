package io.github.rerank4j.generic;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.github.rerank4j.spi.WireReply;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where something is in a reply: at a JSON pointer, which starts with a slash or is empty for the whole body, or
 * else in the header of that name.
 */
final class Place {

    private final String place;
    private final @Nullable JsonPointer pointer;

    Place(String place) {
        this.place = place;
        this.pointer = isInBody(place) ? JsonPointer.compile(place) : null;
    }

    /** Whether a place is no header. */
    static boolean isInBody(String place) {
        return place.isEmpty() || place.startsWith("/");
    }

    static List<Place> of(List<String> places) {
        return places.stream().map(Place::new).toList();
    }

    /** What is there; a missing node for nothing. */
    JsonNode in(WireReply reply) {
        if (pointer != null) {
            return reply.json().at(pointer);
        }
        String value = reply.header(place);
        return value == null ? MissingNode.getInstance() : TextNode.valueOf(value.strip());
    }

    /** Whether it is a header, which holds a number as text. */
    boolean isHeader() {
        return pointer == null;
    }

    /** As it was stated. */
    @Override
    public String toString() {
        return place;
    }

    /** The words that are at these places, in their order. */
    static List<String> words(List<Place> places, WireReply reply) {
        List<String> words = new ArrayList<>();
        for (Place place : places) {
            String word = word(place.in(reply));
            if (word != null) {
                words.add(word);
            }
        }
        return words;
    }

    /** A text or a whole number as text; null for anything else and for blank texts. */
    static @Nullable String word(JsonNode node) {
        boolean word = node.isTextual() ? !node.textValue().isBlank() : node.isIntegralNumber();
        return word ? node.asText() : null;
    }
}
