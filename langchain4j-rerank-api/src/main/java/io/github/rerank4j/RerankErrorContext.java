package io.github.rerank4j;

/** What is known when a call has failed. */
public final class RerankErrorContext extends RerankEndContext {

    private final Throwable error;

    private RerankErrorContext(Builder builder) {
        super(builder);
        this.error = builder.error;
    }

    /**
     * A context, for authors of rerankers and for tests of listeners.
     *
     * @param request what was known at the start
     * @param error what the caller gets
     */
    public static Builder builder(RerankRequestContext request, Throwable error) {
        return new Builder(request, error);
    }

    /** What the caller gets. */
    public Throwable error() {
        return error;
    }

    /** Collects a {@link RerankErrorContext}. Not for use by several threads. */
    public static final class Builder extends RerankEndContext.Builder<Builder> {

        private final Throwable error;

        private Builder(RerankRequestContext request, Throwable error) {
            super(request);
            this.error = error;
        }

        /** The context. */
        public RerankErrorContext build() {
            return new RerankErrorContext(this);
        }
    }
}
