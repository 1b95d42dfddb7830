package io.github.rerank4j;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What is known when an attempt is about to be sent. Never holds a text. */
public final class RerankAttemptContext {

    private final RerankRequestContext request;
    private final int number;
    private final int batch;
    private final int batches;
    private final int documents;
    private final Duration waited;
    private final long bytes;
    private final Map<String, String> headers = new ConcurrentHashMap<>();

    private RerankAttemptContext(Builder builder) {
        this.request = builder.request;
        this.number = builder.number;
        this.batch = builder.batch;
        this.batches = builder.batches;
        this.documents = builder.documents;
        this.waited = builder.waited;
        this.bytes = builder.bytes;
    }

    /**
     * A context, for authors of rerankers and for tests of listeners.
     *
     * @param request what was known at the start of the call
     */
    public static Builder builder(RerankRequestContext request) {
        return new Builder(request);
    }

    /** What was known at the start of the call. */
    public RerankRequestContext request() {
        return request;
    }

    /** Which attempt of its request it is, from 1. */
    public int number() {
        return number;
    }

    /** Which of the call's requests it is for, from 0. */
    public int batch() {
        return batch;
    }

    /** Into how many requests the call was packed. */
    public int batches() {
        return batches;
    }

    /** How many documents it carries. */
    public int documents() {
        return documents;
    }

    /** How long it has waited for its turn: for one of {@code maxConcurrentRequests}, then for the rate limiter. */
    public Duration waited() {
        return waited;
    }

    /** The length of its body. */
    public long bytes() {
        return bytes;
    }

    /**
     * Adds a header to this attempt, instead of one of the same name, so that the service can go on with a trace. Not
     * to one that the model has to set itself, such as {@code Authorization} of a model with a key: that is left out, as
     * is what HTTP cannot carry, and warned of. Only inside {@link RerankListener#onAttempt}: later ones are not sent.
     *
     * @throws NullPointerException if the name or the value is null
     */
    public void header(String name, String value) {
        headers.put(name, value);
    }

    /** The headers that were added so far. */
    public Map<String, String> headers() {
        return Map.copyOf(headers);
    }

    /** The map shared with {@link RerankListener#onRequest}. */
    public Map<Object, Object> attributes() {
        return request.attributes();
    }

    /** Shows no header and no attribute. */
    @Override
    public String toString() {
        return "RerankAttemptContext[request=" + request + ", number=" + number + ", batch=" + batch + ", batches="
                + batches + ", documents=" + documents + ", waited=" + waited + ", bytes=" + bytes + "]";
    }

    /** Collects a {@link RerankAttemptContext}. Not for use by several threads. */
    public static final class Builder {

        private final RerankRequestContext request;
        private int number = 1;
        private int batch;
        private int batches = 1;
        private int documents;
        private Duration waited = Duration.ZERO;
        private long bytes;

        private Builder(RerankRequestContext request) {
            this.request = request;
        }

        /** See {@link RerankAttemptContext#number}. Default: 1. */
        public Builder number(int number) {
            this.number = number;
            return this;
        }

        /**
         * Which of how many requests of the call.
         *
         * @param index its position, from 0. Default: 0
         * @param of how many there are. Default: 1
         */
        public Builder batch(int index, int of) {
            this.batch = index;
            this.batches = of;
            return this;
        }

        /** See {@link RerankAttemptContext#documents}. Default: 0. */
        public Builder documents(int documents) {
            this.documents = documents;
            return this;
        }

        /** See {@link RerankAttemptContext#waited}. Default: no time. */
        public Builder waited(Duration waited) {
            this.waited = waited;
            return this;
        }

        /** See {@link RerankAttemptContext#bytes}. Default: 0. */
        public Builder bytes(long bytes) {
            this.bytes = bytes;
            return this;
        }

        /** The context. */
        public RerankAttemptContext build() {
            return new RerankAttemptContext(this);
        }
    }
}
