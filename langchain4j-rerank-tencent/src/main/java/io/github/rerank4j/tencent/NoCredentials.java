package io.github.rerank4j.tencent;

/** Credentials are not where they were looked for; the message says what is missing and never holds a secret. */
final class NoCredentials extends RuntimeException {

    private static final long serialVersionUID = 1L;

    NoCredentials(String message) {
        super(message);
    }
}
