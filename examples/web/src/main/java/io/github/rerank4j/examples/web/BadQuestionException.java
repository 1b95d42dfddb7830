package io.github.rerank4j.examples.web;

import java.io.Serial;

/** A question that nobody can answer: there is none, or it is a novel. */
public final class BadQuestionException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    BadQuestionException(String message) {
        super(message);
    }
}
