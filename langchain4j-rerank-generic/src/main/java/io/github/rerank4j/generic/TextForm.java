package io.github.rerank4j.generic;

/** How a text is written in a request. */
public enum TextForm {

    /** {@code "text"}. */
    STRING,

    /** <code>{"text": "text"}</code>. */
    OBJECT,

    /** An array with the text once for each document, as strings; for a query only. */
    PER_DOCUMENT
}
