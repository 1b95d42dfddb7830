package io.github.rerank4j.internal.packing;

import dev.langchain4j.data.message.Content;
import dev.langchain4j.data.message.ContentType;
import dev.langchain4j.data.message.TextContent;
import io.github.rerank4j.spi.RerankCall;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;

/**
 * What the parts of a request's body take in bytes. Found out from the wire itself, by writing bodies with one and two
 * documents: what is around a document, a query that is repeated for each of them included, is the difference.
 */
final class BodySizes {

    private static final Content SHORTEST = TextContent.from("x");

    private final RerankCall call;
    private final ToIntFunction<RerankCall> bodyBytes;
    private final long besideDocuments;
    private final long aroundText;

    /**
     * The sizes of a call's parts.
     *
     * @param bodyBytes the bytes of the body of a call
     */
    BodySizes(RerankCall call, ToIntFunction<RerankCall> bodyBytes) {
        this.call = call;
        this.bodyBytes = bodyBytes;
        // a text is written otherwise beside something that is not one
        List<Content> medium = firstMedium(call);
        boolean texts = call.documents().stream().anyMatch(BodySizes::isText);
        this.aroundText = texts ? around(medium) : 0;
        long mediumBytes = medium.isEmpty() ? 0 : of(medium.get(0));
        this.besideDocuments =
                medium.isEmpty() ? bytes(List.of(SHORTEST)) - aroundText - 1 : bytes(medium) - mediumBytes;
    }

    /** Everything but the documents. */
    long besideDocuments() {
        return besideDocuments;
    }

    /** What is around each text of a document: quotes, a comma, the braces of an object. */
    long aroundText() {
        return aroundText;
    }

    /** One document with what is around it. */
    long of(Content document) {
        return document instanceof TextContent text
                ? aroundText + JsonLength.of(text.text())
                : bytes(List.of(document, document)) - bytes(List.of(document));
    }

    private long around(List<Content> medium) {
        List<Content> one = new ArrayList<>(medium);
        one.add(SHORTEST);
        List<Content> two = new ArrayList<>(one);
        two.add(SHORTEST);
        return bytes(two) - bytes(one) - 1;
    }

    private long bytes(List<Content> documents) {
        return bodyBytes.applyAsInt(Batches.with(call, documents));
    }

    private static List<Content> firstMedium(RerankCall call) {
        return call.documents().stream()
                .filter(document -> !isText(document))
                .limit(1)
                .toList();
    }

    private static boolean isText(Content content) {
        return content.type() == ContentType.TEXT;
    }
}
