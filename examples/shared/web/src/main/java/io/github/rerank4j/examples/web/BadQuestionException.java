package io.github.rerank4j.examples.web;

import java.io.Serial;

/** A question that nobody can answer: there is none, it is a novel, or it is no text. */
public final class BadQuestionException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    BadQuestionException(String message) {
        super(message);
    }
}
