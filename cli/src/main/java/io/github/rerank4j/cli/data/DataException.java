package io.github.rerank4j.cli.data;

/** Something in a file is wrong, or a file is missing: one sentence, with the file and mostly the line. */
public final class DataException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** A sentence to show as it is. */
    public DataException(String message) {
        super(message);
    }
}
