package io.github.rerank4j.internal.http;

import java.io.IOException;

/**
 * A request that was sent, or should have been, and that the service has not worked on: it can be sent again at once,
 * as a part of the same attempt.
 */
final class Unanswered extends IOException {

    private static final long serialVersionUID = 1L;

    private final IOException failure;
    private final boolean needsNewConnection;

    private Unanswered(IOException failure, boolean needsNewConnection) {
        super(failure.getMessage(), failure);
        this.failure = failure;
        this.needsNewConnection = needsNewConnection;
    }

    /** The connection had been used before, and ended before the first byte of an answer. */
    static Unanswered connectionEnded(IOException failure) {
        return new Unanswered(failure, true);
    }

    /** HTTP/2: the service refused the stream or has gone away, and says that it never looked at it. */
    static Unanswered refused(IOException failure) {
        return new Unanswered(failure, false);
    }

    /**
     * Whether a failure means that the service never looked at the request: REFUSED_STREAM, which stands for a GOAWAY
     * below the stream's number as well (RFC 9113, 8.7), or a stream that could not be begun any more.
     */
    static boolean isRefusal(IOException failure) {
        // by message and name: these types are OkHttp's internals, which its module does not export
        return "stream was reset: REFUSED_STREAM".equals(failure.getMessage())
                || failure.getClass().getSimpleName().equals("ConnectionShutdownException");
    }

    /** What went wrong on the wire. */
    IOException failure() {
        return failure;
    }

    /** Whether only a connection that nobody has used yet will do. */
    boolean needsNewConnection() {
        return needsNewConnection;
    }
}
