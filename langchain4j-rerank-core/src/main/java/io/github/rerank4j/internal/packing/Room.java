package io.github.rerank4j.internal.packing;

import dev.langchain4j.exception.InvalidRequestException;
import io.github.rerank4j.spi.RequestLimits;
import org.jspecify.annotations.Nullable;

/**
 * How much of a text one request has room for beside the query.
 *
 * @param characters UTF-16 units
 * @param characterSetting the setting whose limit that is
 * @param bytes in the body, between the quotes; {@link RequestLimits#UNLIMITED} where no limit has been found to matter
 */
public record Room(int characters, String characterSetting, int bytes) {

    private static final String PER_DOCUMENT = "maxCharactersPerDocument";

    /**
     * The room beside a query of that many characters.
     *
     * @param sizes what the parts of the body take; null where bytes do not matter
     * @throws InvalidRequestException if there is none
     */
    static Room beside(int queryLength, RequestLimits limits, @Nullable BodySizes sizes) {
        int characters = charactersBeside(queryLength, limits);
        if (characters < 1) {
            throw new InvalidRequestException(
                    "the query has " + queryLength + " characters, and one request may have only "
                            + limits.characters() + ", so there is no room for a document; shorten the query, or"
                            + " raise maxCharactersPerRequest");
        }
        String setting = characters == limits.charactersPerDocument() ? PER_DOCUMENT : "maxCharactersPerRequest";
        if (sizes == null) {
            return new Room(characters, setting, RequestLimits.UNLIMITED);
        }
        long bytes = limits.bytes() - sizes.besideDocuments() - sizes.aroundText();
        if (bytes < 1) {
            throw new InvalidRequestException("the request takes " + (limits.bytes() - bytes)
                    + " bytes without any document, but maxBytesPerRequest allows " + limits.bytes()
                    + " bytes; shorten the query, or raise maxBytesPerRequest");
        }
        return new Room(characters, setting, (int) bytes);
    }

    /** The characters one document may have beside a query of that length; below 1 if there is no room. */
    static int charactersBeside(int queryLength, RequestLimits limits) {
        boolean limited = limits.characters() != RequestLimits.UNLIMITED;
        return Math.min(
                limits.charactersPerDocument(), limited ? limits.characters() - queryLength : RequestLimits.UNLIMITED);
    }

    boolean fits(String text) {
        return text.length() <= characters && (countsNoBytes() || JsonLength.of(text) <= bytes);
    }

    /** The end of the longest passage from there that fits, and cuts no code point. */
    int end(String text, int start) {
        int last = (int) Math.min(text.length(), (long) start + characters);
        int end = countsNoBytes() ? wholeFrom(text, last) : endByBytes(text, start, last);
        if (end == start) {
            throw new InvalidRequestException("the query leaves no room for even one character of a document"
                    + " (characters: " + characters + (countsNoBytes() ? "" : ", bytes: " + bytes)
                    + "); shorten the query");
        }
        return end;
    }

    /** That position, or the one before it if it lies inside a code point. */
    static int wholeFrom(String text, int index) {
        boolean insidePair = index > 0
                && index < text.length()
                && Character.isSurrogatePair(text.charAt(index - 1), text.charAt(index));
        return insidePair ? index - 1 : index;
    }

    /** How many characters there may be, for messages: the query counts in one of the two limits. */
    String forCharacters() {
        return characterSetting.equals(PER_DOCUMENT)
                ? " is " + characters
                : " leaves room for " + characters + " beside this query";
    }

    private boolean countsNoBytes() {
        return bytes == RequestLimits.UNLIMITED;
    }

    private int endByBytes(String text, int start, int last) {
        int end = start;
        long used = 0;
        while (end < last) {
            int codePoint = text.codePointAt(end);
            int next = end + Character.charCount(codePoint);
            used += JsonLength.of(codePoint);
            if (next > last || used > bytes) {
                break;
            }
            end = next;
        }
        return end;
    }
}
