package io.github.rerank4j;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What has become of the documents of one question after they were reranked. Immutable; never holds a text. */
public final class RerankSelectionContext {

    private final int kept;
    private final int dropped;
    private final int handedOn;
    private final boolean orderKept;
    private final @Nullable String member;

    private RerankSelectionContext(Builder builder) {
        this.kept = builder.kept;
        this.dropped = builder.dropped;
        this.handedOn = builder.handedOn;
        this.orderKept = builder.orderKept;
        this.member = builder.member;
    }

    /** A context, for whoever selects documents and for tests of listeners. */
    public static Builder builder() {
        return new Builder();
    }

    /** How many documents a threshold has kept; all where there is none. */
    public int kept() {
        return kept;
    }

    /** How many documents a threshold has dropped. */
    public int dropped() {
        return dropped;
    }

    /** How many of those that were kept were handed on: at most as many as were asked for. */
    public int handedOn() {
        return handedOn;
    }

    /** Whether the documents kept the order they came in, because the model failed; no threshold is applied then. */
    public boolean orderKept() {
        return orderKept;
    }

    /** The member of a chain that has ranked them; empty where the reranker itself has, or nobody. */
    public Optional<String> member() {
        return Optional.ofNullable(member);
    }

    /** The facts. */
    @Override
    public String toString() {
        return "RerankSelectionContext[kept=" + kept + ", dropped=" + dropped + ", handedOn=" + handedOn
                + ", orderKept=" + orderKept + ", member=" + member + "]";
    }

    /** Collects a {@link RerankSelectionContext}. Not for use by several threads. */
    public static final class Builder {

        private int kept;
        private int dropped;
        private int handedOn;
        private boolean orderKept;
        private @Nullable String member;

        private Builder() {}

        /** See {@link RerankSelectionContext#kept}. Default: 0. */
        public Builder kept(int kept) {
            this.kept = kept;
            return this;
        }

        /** See {@link RerankSelectionContext#dropped}. Default: 0. */
        public Builder dropped(int dropped) {
            this.dropped = dropped;
            return this;
        }

        /** See {@link RerankSelectionContext#handedOn}. Default: 0. */
        public Builder handedOn(int handedOn) {
            this.handedOn = handedOn;
            return this;
        }

        /** See {@link RerankSelectionContext#orderKept}. Default: false. */
        public Builder orderKept(boolean orderKept) {
            this.orderKept = orderKept;
            return this;
        }

        /** See {@link RerankSelectionContext#member}. Default: none. */
        public Builder member(@Nullable String member) {
            this.member = member;
            return this;
        }

        /** The context. */
        public RerankSelectionContext build() {
            return new RerankSelectionContext(this);
        }
    }
}
