package io.github.rerank4j;

import java.time.Duration;
import java.util.Map;

/** What is known when a call has ended, however it did. Immutable but for its attributes; never holds a text. */
public abstract sealed class RerankEndContext
        permits RerankResponseContext, RerankErrorContext, RerankCancelledContext {

    private final RerankRequestContext request;
    private final int requests;
    private final int attempts;
    private final Duration duration;

    RerankEndContext(Builder<?> builder) {
        this.request = builder.request;
        this.requests = builder.requests;
        this.attempts = builder.attempts;
        this.duration = builder.duration;
    }

    /** What was known at its start. */
    public RerankRequestContext request() {
        return request;
    }

    /** Into how many requests it was packed; 0 if it ended before. */
    public int requests() {
        return requests;
    }

    /** How many attempts were sent. */
    public int attempts() {
        return attempts;
    }

    /** From start to end. */
    public Duration duration() {
        return duration;
    }

    /** The map shared with {@link RerankListener#onRequest}. */
    public Map<Object, Object> attributes() {
        return request.attributes();
    }

    /** Names the facts; no text and no attribute. */
    @Override
    public String toString() {
        return getClass().getSimpleName() + "[request=" + request + ", requests=" + requests + ", attempts=" + attempts
                + ", duration=" + duration + "]";
    }

    /**
     * Collects what all ends have. Not for use by several threads.
     *
     * @param <B> the builder of one kind of end
     */
    public abstract static sealed class Builder<B extends Builder<B>>
            permits RerankResponseContext.Builder, RerankErrorContext.Builder, RerankCancelledContext.Builder {

        private final RerankRequestContext request;
        private int requests;
        private int attempts;
        private Duration duration = Duration.ZERO;

        Builder(RerankRequestContext request) {
            this.request = request;
        }

        /** Into how many requests the call was packed. Default: 0. */
        public B requests(int requests) {
            this.requests = requests;
            return self();
        }

        /** How many attempts were sent. Default: 0. */
        public B attempts(int attempts) {
            this.attempts = attempts;
            return self();
        }

        /** From start to end. Default: no time. */
        public B duration(Duration duration) {
            this.duration = duration;
            return self();
        }

        @SuppressWarnings("unchecked")
        private B self() {
            return (B) this;
        }
    }
}
