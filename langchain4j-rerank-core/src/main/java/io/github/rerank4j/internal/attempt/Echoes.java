package io.github.rerank4j.internal.attempt;

import com.fasterxml.jackson.databind.JsonNode;
import dev.langchain4j.data.message.Content;
import dev.langchain4j.data.message.TextContent;
import io.github.rerank4j.internal.attempt.Replies.Misaligned;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The texts of the documents as results repeat them. They place a result that names no document, where exactly one
 * document is that text; and they tell that results which should stand in document order do not.
 */
final class Echoes {

    private static final List<String> PLACES = List.of("document", "text", "input", "passage", "content");
    private static final List<String> INNER = List.of("text", "content");
    private static final int SEVERAL = -1;

    private final List<Content> documents;
    private @Nullable Map<String, Integer> places;

    Echoes(List<Content> documents) {
        this.documents = documents;
    }

    /** Whether no result has that index, and each repeats a text instead. */
    static boolean standIn(JsonNode hits, String index) {
        for (JsonNode hit : hits) {
            if (hit.hasNonNull(index) || text(hit) == null) {
                return false;
            }
        }
        return !hits.isEmpty();
    }

    /** The document whose text a result repeats. */
    int document(JsonNode hit, int result, String index) throws Misaligned {
        Integer place = places().get(text(hit));
        if (place == null) {
            throw new Misaligned("result " + result + Replies.FROM_0 + " names no document: it has no \"" + index
                    + "\", and the text it repeats is none of those sent");
        }
        if (place == SEVERAL) {
            throw new Misaligned("result " + result + Replies.FROM_0 + " names no document: it has no \"" + index
                    + "\", and several documents are the text it repeats; send each text once");
        }
        return place;
    }

    /** Refuses a result at the place of one document that repeats the text of another. */
    void requirePlace(JsonNode hit, int place) throws Misaligned {
        String text = text(hit);
        if (text == null || place >= documents.size() || text.equals(text(documents.get(place)))) {
            return;
        }
        Integer other = places().get(text);
        if (other != null) {
            throw new Misaligned("result " + place + Replies.FROM_0 + " repeats the text of "
                    + (other == SEVERAL ? "other documents" : "document " + other)
                    + ", so the results do not stand in document order; state which member of a result names its"
                    + " document");
        }
    }

    private Map<String, Integer> places() {
        Map<String, Integer> known = places;
        if (known == null) {
            known = new HashMap<>();
            for (int i = 0; i < documents.size(); i++) {
                String text = text(documents.get(i));
                if (text != null) {
                    known.merge(text, i, (first, second) -> SEVERAL);
                }
            }
            places = known;
        }
        return known;
    }

    private static @Nullable String text(Content document) {
        return document instanceof TextContent text ? text.text() : null;
    }

    private static @Nullable String text(JsonNode hit) {
        for (String place : PLACES) {
            JsonNode echo = hit.path(place);
            if (echo.isTextual()) {
                return echo.textValue();
            }
            for (String inner : INNER) {
                if (echo.path(inner).isTextual()) {
                    return echo.path(inner).textValue();
                }
            }
        }
        return null;
    }
}
