package io.github.rerank4j.internal.packing;

import dev.langchain4j.data.message.Content;
import dev.langchain4j.data.message.TextContent;
import dev.langchain4j.exception.InvalidRequestException;
import io.github.rerank4j.LongDocuments;
import java.util.ArrayList;
import java.util.List;

/**
 * What is sent of each document: the whole of it, its head, or its overlapping parts.
 *
 * @param document the document's position in the call
 * @param content what is sent
 */
public record Passage(int document, Content content) {

    private static final int OVERLAP_SHARE = 8;

    /** The passages of all documents, in document order, each inside the room beside the query. */
    static List<Passage> of(List<Content> documents, Room room, LongDocuments longDocuments) {
        List<Passage> passages = new ArrayList<>(documents.size());
        for (int i = 0; i < documents.size(); i++) {
            add(passages, i, documents.get(i), room, longDocuments);
        }
        return passages;
    }

    public static int length(Content content) {
        return content instanceof TextContent text ? text.text().length() : 0;
    }

    /** Names no text: texts stay out of logs. */
    @Override
    public String toString() {
        return "Passage[document=" + document + "]";
    }

    private static void add(List<Passage> passages, int document, Content content, Room room, LongDocuments choice) {
        if (!(content instanceof TextContent whole) || room.fits(whole.text())) {
            passages.add(new Passage(document, content));
            return;
        }
        String text = whole.text();
        switch (choice) {
            case FAIL -> throw tooLong(document, text, room);
            case TRUNCATE -> passages.add(passage(document, text, 0, room.end(text, 0)));
            case SPLIT -> split(passages, document, text, room);
        }
    }

    private static void split(List<Passage> passages, int document, String text, Room room) {
        int start = 0;
        int end = room.end(text, 0);
        passages.add(passage(document, text, start, end));
        while (end < text.length()) {
            int overlapped = Room.wholeFrom(text, end - (end - start) / OVERLAP_SHARE);
            start = overlapped > start ? overlapped : end;
            end = room.end(text, start);
            passages.add(passage(document, text, start, end));
        }
    }

    private static Passage passage(int document, String text, int start, int end) {
        return new Passage(document, TextContent.from(text.substring(start, end)));
    }

    private static InvalidRequestException tooLong(int document, String text, Room room) {
        boolean tooManyBytes = text.length() <= room.characters();
        String setting = tooManyBytes ? "maxBytesPerRequest" : room.characterSetting();
        String size = tooManyBytes
                ? " takes " + JsonLength.of(text) + " bytes, but " + setting + " leaves room for " + room.bytes()
                        + " beside this query"
                : " has " + text.length() + " characters, but " + setting + room.forCharacters();
        return new InvalidRequestException("document " + document + " (counted from 0)" + size
                + "; use shorter segments, set longDocuments to TRUNCATE or SPLIT, or raise " + setting
                + " if the service takes more");
    }
}
