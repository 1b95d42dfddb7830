package io.github.rerank4j;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** What is known when an attempt is over. Immutable but for its attributes; never holds a text. */
public final class RerankAttemptEndContext {

    private static final int NO_STATUS = 0;

    private final RerankAttemptContext attempt;
    private final Duration duration;
    private final int status;
    private final @Nullable Duration retryAfter;
    private final @Nullable String requestId;
    private final @Nullable Throwable error;

    private RerankAttemptEndContext(Builder builder) {
        this.attempt = builder.attempt;
        this.duration = builder.duration;
        this.status = builder.status;
        this.retryAfter = builder.retryAfter;
        this.requestId = builder.requestId;
        this.error = builder.error;
    }

    /**
     * A context, for authors of rerankers and for tests of listeners.
     *
     * @param attempt what was known before it was sent
     */
    public static Builder builder(RerankAttemptContext attempt) {
        return new Builder(attempt);
    }

    /** What was known before it was sent; the same object, so that it can be distinguished from others. */
    public RerankAttemptContext attempt() {
        return attempt;
    }

    /** From start to end, without the wait for its turn. */
    public Duration duration() {
        return duration;
    }

    /** The HTTP status; empty where no whole reply came. */
    public OptionalInt status() {
        return status == NO_STATUS ? OptionalInt.empty() : OptionalInt.of(status);
    }

    /** How long the service asks to wait before it is asked again, where it says so. */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }

    /** The id under which the provider's support finds the request, where the reply has one. */
    public Optional<String> requestId() {
        return Optional.ofNullable(requestId);
    }

    /**
     * Why it brought no scores, which the call may still get by another attempt; a
     * {@link java.util.concurrent.CancellationException} if it was aborted because its call had ended. Empty if it
     * brought them.
     */
    public Optional<Throwable> error() {
        return Optional.ofNullable(error);
    }

    /** The map shared with {@link RerankListener#onRequest}. */
    public Map<Object, Object> attributes() {
        return attempt.attributes();
    }

    /** Shows no attribute. */
    @Override
    public String toString() {
        return "RerankAttemptEndContext[attempt=" + attempt + ", duration=" + duration + ", status=" + status
                + ", retryAfter=" + retryAfter + ", requestId=" + requestId + "]";
    }

    /** Collects a {@link RerankAttemptEndContext}. Not for use by several threads. */
    public static final class Builder {

        private final RerankAttemptContext attempt;
        private Duration duration = Duration.ZERO;
        private int status = NO_STATUS;
        private @Nullable Duration retryAfter;
        private @Nullable String requestId;
        private @Nullable Throwable error;

        private Builder(RerankAttemptContext attempt) {
            this.attempt = attempt;
        }

        /** See {@link RerankAttemptEndContext#duration}. Default: no time. */
        public Builder duration(Duration duration) {
            this.duration = duration;
            return this;
        }

        /** See {@link RerankAttemptEndContext#status}. Default, and 0: no reply came. */
        public Builder status(int status) {
            this.status = status;
            return this;
        }

        /** See {@link RerankAttemptEndContext#retryAfter}. Default: not said. */
        public Builder retryAfter(@Nullable Duration retryAfter) {
            this.retryAfter = retryAfter;
            return this;
        }

        /** See {@link RerankAttemptEndContext#requestId}. Default: none. */
        public Builder requestId(@Nullable String requestId) {
            this.requestId = requestId;
            return this;
        }

        /** See {@link RerankAttemptEndContext#error}. Default: it brought scores. */
        public Builder error(@Nullable Throwable error) {
            this.error = error;
            return this;
        }

        /** The context. */
        public RerankAttemptEndContext build() {
            return new RerankAttemptEndContext(this);
        }
    }
}
