package io.github.rerank4j.soak;

import dev.langchain4j.exception.AuthenticationException;
import dev.langchain4j.exception.InternalServerException;
import dev.langchain4j.exception.InvalidRequestException;
import dev.langchain4j.exception.ModelNotFoundException;
import dev.langchain4j.exception.RateLimitException;
import dev.langchain4j.exception.RetriableException;
import dev.langchain4j.exception.TimeoutException;
import io.github.rerank4j.InvalidReplyException;
import org.jspecify.annotations.Nullable;

/** What the server does with a call, which the call itself asks for, and what must come of it. */
enum Fate {
    FINE(null),
    SLOW(null),
    DRIPPING(null),
    ZIPPED(null),
    CLOSED_AFTERWARDS(null),
    BUSY_ONCE(null),
    DOWN_ONCE(null),
    RESET_ONCE(null),
    BUSY(RateLimitException.class),
    BROKEN(InternalServerException.class),
    BROKEN_WITH_A_STALE_REPLY(InternalServerException.class),
    WRONG(InvalidRequestException.class),
    TOO_LARGE(InvalidRequestException.class),
    REDIRECTED(InvalidRequestException.class),
    REFUSED_UNDER_200(InvalidRequestException.class),
    UNAUTHORIZED(AuthenticationException.class),
    UNKNOWN_MODEL(ModelNotFoundException.class),
    RESET(RetriableException.class),
    RESET_IN_BODY(RetriableException.class),
    TRUNCATED(RetriableException.class),
    GARBAGE(InvalidReplyException.class),
    WEB_PAGE(InvalidReplyException.class),
    EMPTY(InvalidReplyException.class),
    MISSING_SCORE(InvalidReplyException.class),
    SURPLUS_SCORE(InvalidReplyException.class),
    SCORE_AS_TEXT(InvalidReplyException.class),
    NULL_SCORE(InvalidReplyException.class),
    SILENT(TimeoutException.class);

    private final @Nullable Class<? extends RuntimeException> failure;

    Fate(@Nullable Class<? extends RuntimeException> failure) {
        this.failure = failure;
    }

    /** Whether the call ends with its scores. */
    boolean isScored() {
        return failure == null;
    }

    /**
     * Whether a failure is the right one. The last attempt of a call that is repeated may get a connection that the
     * fate of another call has closed: then it failed without having been answered.
     */
    boolean explains(Throwable actual) {
        return failure != null
                && (actual.getClass() == failure
                        || (actual.getClass() == RetriableException.class
                                && RetriableException.class.isAssignableFrom(failure)));
    }

    /** Whether only the first attempt of a request meets it. */
    boolean once() {
        return this == BUSY_ONCE || this == DOWN_ONCE || this == RESET_ONCE;
    }
}
