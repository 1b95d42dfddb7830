package io.github.rerank4j;

import dev.langchain4j.model.output.TokenUsage;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is known when a call has its scores. */
public final class RerankResponseContext extends RerankEndContext {

    private final @Nullable TokenUsage tokenUsage;
    private final @Nullable String modelName;
    private final @Nullable String member;
    private final boolean cached;

    private RerankResponseContext(Builder builder) {
        super(builder);
        this.tokenUsage = builder.tokenUsage;
        this.modelName = builder.modelName;
        this.member = builder.member;
        this.cached = builder.cached;
    }

    /**
     * A context, for authors of rerankers and for tests of listeners.
     *
     * @param request what was known at the start
     */
    public static Builder builder(RerankRequestContext request) {
        return new Builder(request);
    }

    /** Tokens of all requests; empty where not all reported theirs. */
    public Optional<TokenUsage> tokenUsage() {
        return Optional.ofNullable(tokenUsage);
    }

    /** The model that answered, where the service says so, else the one that was asked; empty if none has a name. */
    public Optional<String> modelName() {
        return Optional.ofNullable(modelName);
    }

    /** The member of a chain that answered; empty where the reranker itself did. */
    public Optional<String> member() {
        return Optional.ofNullable(member);
    }

    /** Whether all scores were known, and nobody was asked. */
    public boolean cached() {
        return cached;
    }

    /** Names the facts; no text and no attribute. */
    @Override
    public String toString() {
        return super.toString() + "[tokenUsage=" + tokenUsage + ", modelName=" + modelName + ", member=" + member
                + ", cached=" + cached + "]";
    }

    /** Collects a {@link RerankResponseContext}. Not for use by several threads. */
    public static final class Builder extends RerankEndContext.Builder<Builder> {

        private @Nullable TokenUsage tokenUsage;
        private @Nullable String modelName;
        private @Nullable String member;
        private boolean cached;

        private Builder(RerankRequestContext request) {
            super(request);
        }

        /** The tokens of all requests. Default: not reported. */
        public Builder tokenUsage(@Nullable TokenUsage tokenUsage) {
            this.tokenUsage = tokenUsage;
            return this;
        }

        /** The model that answered. Default: none has a name. */
        public Builder modelName(@Nullable String modelName) {
            this.modelName = modelName;
            return this;
        }

        /** The member that answered. Default: the reranker itself did. */
        public Builder member(@Nullable String member) {
            this.member = member;
            return this;
        }

        /** Whether all scores were known. Default: false. */
        public Builder cached(boolean cached) {
            this.cached = cached;
            return this;
        }

        /** The context. */
        public RerankResponseContext build() {
            return new RerankResponseContext(this);
        }
    }
}
