package io.github.rerank4j.local;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * What a service takes in one request.
 *
 * @param documents how many documents at most
 * @param characters how many characters each may have at most
 * @param blanks whether they may be blank
 */
record DialectLimits(int documents, int characters, boolean blanks) {
    static DialectLimits in(JsonNode description) {
        JsonNode limits = description.path("limits");
        return new DialectLimits(
                limits.path("documents").asInt(Integer.MAX_VALUE),
                limits.path("characters").asInt(Integer.MAX_VALUE),
                limits.path("blanks").asBoolean(true));
    }

    /**
     * Checks the documents of a request.
     *
     * @throws ServiceRefusal when they are too many, or one of them is too long or too short
     */
    void check(List<String> sent) {
        ServiceRefusal.unless(sent.size() <= documents, "a request has at most " + documents + " documents");
        for (String document : sent) {
            ServiceRefusal.unless(
                    document.codePointCount(0, document.length()) <= characters,
                    "a document has at most " + characters + " characters");
            ServiceRefusal.unless(blanks || !document.isBlank(), "a document must not be blank");
        }
    }
}
