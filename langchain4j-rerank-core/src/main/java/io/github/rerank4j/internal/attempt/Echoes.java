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
 * The texts of the documents as results repeat them. They find the document of a result that names none, where exactly one
 * document is that text; and they show that results which should be in document order are not.
 */
final class Echoes {

    private static final List<String> TEXT_NAMES = List.of("document", "text", "input", "passage", "content");
    private static final List<String> INNER = List.of("text", "content");
    private static final int SEVERAL = -1;

    private final List<Content> documents;
    private @Nullable Map<String, Integer> positions;

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
        Integer position = positions().get(text(hit));
        if (position == null) {
            throw new Misaligned("result " + result + Replies.FROM_0 + " names no document: it has no \"" + index
                    + "\", and the text it repeats is none of those sent" + Replies.REPORT);
        }
        if (position == SEVERAL) {
            throw new Misaligned("result " + result + Replies.FROM_0 + " names no document: it has no \"" + index
                    + "\", and several documents are the text it repeats; send each text once");
        }
        return position;
    }

    /** Refuses a result at the position of one document that repeats the text of another. */
    void requirePosition(JsonNode hit, int position) throws Misaligned {
        String text = text(hit);
        if (text == null || position >= documents.size() || text.equals(text(documents.get(position)))) {
            return;
        }
        Integer other = positions().get(text);
        if (other != null) {
            throw new Misaligned("result " + position + Replies.FROM_0 + " repeats the text of "
                    + (other == SEVERAL ? "other documents" : "document " + other)
                    + ", so the results are not in document order; set index(...) in the dialect to the member that names"
                    + " the document");
        }
    }

    private Map<String, Integer> positions() {
        Map<String, Integer> known = positions;
        if (known == null) {
            known = new HashMap<>();
            for (int i = 0; i < documents.size(); i++) {
                String text = text(documents.get(i));
                if (text != null) {
                    known.merge(text, i, (first, second) -> SEVERAL);
                }
            }
            positions = known;
        }
        return known;
    }

    private static @Nullable String text(Content document) {
        return document instanceof TextContent text ? text.text() : null;
    }

    private static @Nullable String text(JsonNode hit) {
        for (String name : TEXT_NAMES) {
            JsonNode echo = hit.path(name);
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
