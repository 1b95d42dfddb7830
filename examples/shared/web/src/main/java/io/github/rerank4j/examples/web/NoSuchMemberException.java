package io.github.rerank4j.examples.web;

import java.io.Serial;

/** Somebody is to be taken away who is not there. */
public final class NoSuchMemberException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    NoSuchMemberException(String message) {
        super(message);
    }
}
