package io.github.rerank4j;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is known when a call starts. Immutable but for its attributes; never holds a text. */
public final class RerankRequestContext {

    private final CallContext call;
    private final Kind kind;
    private final String provider;
    private final @Nullable String modelName;
    private final @Nullable String defaultModelName;
    private final int documents;

    private RerankRequestContext(Builder builder) {
        this.call = builder.call == null ? CallContext.of(builder.provider, 1, null) : builder.call;
        this.kind = builder.kind;
        this.provider = builder.provider;
        this.modelName = builder.modelName;
        this.defaultModelName = builder.defaultModelName;
        this.documents = builder.documents;
    }

    /** Who takes a call. */
    public enum Kind {
        /** A model, which asks a service. Calls, requests, tokens and documents are counted from this kind alone. */
        MODEL,

        /** A chain, which asks its members. */
        CHAIN,

        /** A cache, which asks for what it does not know. */
        CACHE
    }

    /**
     * A context, for authors of rerankers and for tests of listeners.
     *
     * @param provider see {@link #provider()}
     */
    public static Builder builder(String provider) {
        return new Builder(provider);
    }

    /** The call: its id, its attributes, and the call it was made for. */
    public CallContext call() {
        return call;
    }

    /** Who takes the call. */
    public Kind kind() {
        return kind;
    }

    /** {@code tencent}, {@code siliconflow}, a dialect's name, or what a decorator calls itself. */
    public String provider() {
        return provider;
    }

    /**
     * The model that is asked; empty where the server has just one. Calls may name any model, so do not keep anything
     * for each name.
     */
    public Optional<String> modelName() {
        return Optional.ofNullable(modelName);
    }

    /** The model that a call asks which names none; empty where the server has just one. */
    public Optional<String> defaultModelName() {
        return Optional.ofNullable(defaultModelName);
    }

    /** How many documents the caller gave. */
    public int documents() {
        return documents;
    }

    /** A map the listeners of one call share; concurrent. The same as {@link CallContext#attributes}. */
    public Map<Object, Object> attributes() {
        return call.attributes();
    }

    /** Shows no attribute. */
    @Override
    public String toString() {
        return "RerankRequestContext[call=" + call.id() + ", kind=" + kind + ", provider=" + provider + ", modelName="
                + modelName + ", documents=" + documents + "]";
    }

    /** Collects a {@link RerankRequestContext}. Not for use by several threads. */
    public static final class Builder {

        private final String provider;
        private @Nullable CallContext call;
        private Kind kind = Kind.MODEL;
        private @Nullable String modelName;
        private @Nullable String defaultModelName;
        private int documents;

        private Builder(String provider) {
            this.provider = provider;
        }

        /** The call. Default: the first one of a reranker with the provider's name. */
        public Builder call(CallContext call) {
            this.call = call;
            return this;
        }

        /** Who takes it. Default: a model. */
        public Builder kind(Kind kind) {
            this.kind = kind;
            return this;
        }

        /** The model that is asked. Default: none has a name. */
        public Builder modelName(@Nullable String modelName) {
            this.modelName = modelName;
            return this;
        }

        /** The model that a call asks which names none. Default: none has a name. */
        public Builder defaultModelName(@Nullable String defaultModelName) {
            this.defaultModelName = defaultModelName;
            return this;
        }

        /** How many documents the caller gave. Default: 0. */
        public Builder documents(int documents) {
            this.documents = documents;
            return this;
        }

        /** The context. */
        public RerankRequestContext build() {
            return new RerankRequestContext(this);
        }
    }
}
