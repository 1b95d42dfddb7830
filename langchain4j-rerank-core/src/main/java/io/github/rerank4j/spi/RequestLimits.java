package io.github.rerank4j.spi;

/**
 * What one request may hold. Each limit is at least 1; {@link #UNLIMITED} where none is known. A character is one UTF-16
 * unit, and only texts have characters.
 *
 * @param documents documents in one request
 * @param characters query, counted once, and all documents of one request
 * @param charactersPerDocument one document
 * @param bytes the body of one request, in UTF-8
 */
public record RequestLimits(int documents, int characters, int charactersPerDocument, int bytes) {

    /** The limit where there is none. */
    public static final int UNLIMITED = Integer.MAX_VALUE;

    /** No limit at all. */
    public static final RequestLimits NONE = new RequestLimits(UNLIMITED, UNLIMITED, UNLIMITED, UNLIMITED);

    /** Checks the limits. */
    public RequestLimits {
        require("maxDocuments", documents);
        require("maxCharacters", characters);
        require("maxCharactersPerDocument", charactersPerDocument);
        require("maxBytes", bytes);
    }

    private static void require(String name, int limit) {
        if (limit < 1) {
            throw new IllegalArgumentException(name + " is " + limit
                    + ", but must be at least 1; leave it out where the service has no such limit");
        }
    }

    /** Whether so much is no more than a limit. */
    public static boolean allows(int limit, long used) {
        return limit == UNLIMITED || used <= limit;
    }

    /** These limits with at most so many documents in a request. */
    public RequestLimits documents(int limit) {
        return new RequestLimits(limit, characters, charactersPerDocument, bytes);
    }

    /** These limits with at most so many characters in a request. */
    public RequestLimits characters(int limit) {
        return new RequestLimits(documents, limit, charactersPerDocument, bytes);
    }

    /** These limits with at most so many characters in a document. */
    public RequestLimits charactersPerDocument(int limit) {
        return new RequestLimits(documents, characters, limit, bytes);
    }

    /** These limits with at most so many bytes in a body. */
    public RequestLimits bytes(int limit) {
        return new RequestLimits(documents, characters, charactersPerDocument, limit);
    }
}
