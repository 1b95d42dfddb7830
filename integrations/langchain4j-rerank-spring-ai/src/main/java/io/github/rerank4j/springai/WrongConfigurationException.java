package io.github.rerank4j.springai;

/** The properties of the post-processor do not fit each other or the model; the message names them and the way out. */
final class WrongConfigurationException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    WrongConfigurationException(String message) {
        super(message);
    }
}
