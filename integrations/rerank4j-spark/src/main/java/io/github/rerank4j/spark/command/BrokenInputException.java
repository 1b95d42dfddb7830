package io.github.rerank4j.spark.command;

/** A file is not what the user said it is. Holds no text of it. */
final class BrokenInputException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    BrokenInputException(String message) {
        super(message);
    }
}
