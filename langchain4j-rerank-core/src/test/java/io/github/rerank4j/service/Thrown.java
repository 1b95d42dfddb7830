package io.github.rerank4j.service;

import java.io.IOException;

/** What code of a user's throws. */
enum Thrown {
    CHECKED,
    UNREADABLE,
    NO_HEAP,
    NO_STACK,
    NO_CLASS;

    private Throwable made() {
        return switch (this) {
            case CHECKED -> new IOException("undeclared");
            case UNREADABLE -> new Unreadable();
            case NO_HEAP -> new OutOfMemoryError("Java heap space");
            case NO_STACK -> new StackOverflowError();
            case NO_CLASS -> new NoClassDefFoundError("a/b/C");
        };
    }

    void fire() {
        sneak(made());
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <T extends Throwable> void sneak(Throwable failure) throws T {
        throw (T) failure;
    }

    private static final class Unreadable extends RuntimeException {

        private static final long serialVersionUID = 1L;

        @Override
        public String getMessage() {
            throw new IllegalStateException("a message that cannot be had");
        }
    }
}
