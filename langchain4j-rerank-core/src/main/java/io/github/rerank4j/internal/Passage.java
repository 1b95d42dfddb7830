package io.github.rerank4j.internal;

import dev.langchain4j.data.message.Content;
import dev.langchain4j.data.message.TextContent;
import dev.langchain4j.exception.InvalidRequestException;
import io.github.rerank4j.LongDocuments;
import java.util.ArrayList;
import java.util.List;

/**
 * What is sent of each document: the whole of it, its head, or its overlapping parts.
 *
 * @param document the document's place in the call
 * @param content what is sent
 */
record Passage(int document, Content content) {

    private static final int OVERLAP_SHARE = 8;

    /** The passages of all documents, in document order, none longer than the room beside the query. */
    static List<Passage> of(List<Content> documents, int queryLength, Limits limits, LongDocuments longDocuments) {
        int room = limits.roomBeside(queryLength);
        if (room < 1) {
            throw new InvalidRequestException("the query has " + queryLength + " characters, which leaves no room for a"
                    + " document in the " + limits.characters() + " characters of one request; shorten the query");
        }
        List<Passage> passages = new ArrayList<>(documents.size());
        for (int i = 0; i < documents.size(); i++) {
            add(passages, i, documents.get(i), room, longDocuments);
        }
        return passages;
    }

    static int length(Content content) {
        return content instanceof TextContent text ? text.text().length() : 0;
    }

    /** Names no text: texts stay out of logs. */
    @Override
    public String toString() {
        return "Passage[document=" + document + "]";
    }

    private static void add(List<Passage> passages, int document, Content content, int room, LongDocuments choice) {
        if (length(content) <= room) {
            passages.add(new Passage(document, content));
            return;
        }
        String text = ((TextContent) content).text();
        switch (choice) {
            case FAIL -> throw tooLong(document, text.length(), room);
            case TRUNCATE -> passages.add(passage(document, text, 0, end(text, 0, room)));
            case SPLIT -> split(passages, document, text, room);
        }
    }

    private static void split(List<Passage> passages, int document, String text, int room) {
        int start = 0;
        int end = end(text, 0, room);
        passages.add(passage(document, text, start, end));
        while (end < text.length()) {
            int overlapped = wholeFrom(text, end - (end - start) / OVERLAP_SHARE);
            start = overlapped > start ? overlapped : end;
            end = end(text, start, room);
            passages.add(passage(document, text, start, end));
        }
    }

    /** The end of a passage that fits the room and cuts no code point. */
    private static int end(String text, int start, int room) {
        long wanted = (long) start + room;
        int end = wanted >= text.length() ? text.length() : wholeFrom(text, (int) wanted);
        if (end == start) {
            throw new InvalidRequestException("the query leaves room for one character of a document, and the document"
                    + " has one that takes two; shorten the query");
        }
        return end;
    }

    private static int wholeFrom(String text, int index) {
        boolean insidePair = index > 0
                && index < text.length()
                && Character.isSurrogatePair(text.charAt(index - 1), text.charAt(index));
        return insidePair ? index - 1 : index;
    }

    private static Passage passage(int document, String text, int start, int end) {
        return new Passage(document, TextContent.from(text.substring(start, end)));
    }

    private static InvalidRequestException tooLong(int document, int length, int room) {
        return new InvalidRequestException("document " + document + " (counted from 0) has " + length
                + " characters, but one request has room for " + room + " beside this query; use shorter segments, or"
                + " set longDocuments to TRUNCATE or SPLIT");
    }
}
