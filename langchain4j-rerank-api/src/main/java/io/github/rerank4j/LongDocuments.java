package io.github.rerank4j;

/** What happens to a document that is longer than one request can carry: over a limit of characters or of bytes. */
public enum LongDocuments {

    /** The call fails before any request and names the document, its length and the limit. The default. */
    FAIL,

    /** The head of the document that fits is scored; a character outside the BMP is never cut in two. */
    TRUNCATE,

    /** The document is scored as overlapping passages that fit, and gets the score of its best passage. */
    SPLIT
}
