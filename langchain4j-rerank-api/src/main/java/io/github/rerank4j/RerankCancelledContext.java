package io.github.rerank4j;

/** What is known when a call has ended because its caller did not want it any more. */
public final class RerankCancelledContext extends RerankEndContext {

    private RerankCancelledContext(Builder builder) {
        super(builder);
    }

    /**
     * A context, for authors of rerankers and for tests of listeners.
     *
     * @param request what was known at the start
     */
    public static Builder builder(RerankRequestContext request) {
        return new Builder(request);
    }

    /** Collects a {@link RerankCancelledContext}. Not for use by several threads. */
    public static final class Builder extends RerankEndContext.Builder<Builder> {

        private Builder(RerankRequestContext request) {
            super(request);
        }

        /** The context. */
        public RerankCancelledContext build() {
            return new RerankCancelledContext(this);
        }
    }
}
