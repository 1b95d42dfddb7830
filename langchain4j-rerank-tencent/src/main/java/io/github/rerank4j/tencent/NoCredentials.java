package io.github.rerank4j.tencent;

/** Credentials are not where they were looked for; the message says what is missing and never holds a secret. */
final class NoCredentials extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final boolean unusable;

    /** There is nothing there. */
    NoCredentials(String message) {
        this(message, false);
    }

    private NoCredentials(String message, boolean unusable) {
        super(message);
        this.unusable = unusable;
    }

    /** Somebody meant to give credentials there, and they cannot be used. */
    static NoCredentials unusable(String message) {
        return new NoCredentials(message, true);
    }

    boolean isUnusable() {
        return unusable;
    }
}
