package io.github.rerank4j;

import dev.langchain4j.data.message.ContentType;
import io.github.rerank4j.text.OneLine;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is known about a reranker and the model it asks. Immutable. */
public final class RerankerTraits {

    private final String provider;
    private final @Nullable String identity;
    private final ScoreScale rawScale;
    private final ScoreOutput output;
    private final boolean listwise;
    private final Set<ContentType> kinds;
    private final boolean messagesHoldNoTexts;
    private final List<Member> members;

    private RerankerTraits(Builder builder) {
        this.provider = builder.provider;
        this.identity = builder.identity;
        this.rawScale = builder.rawScale;
        this.output = builder.output;
        this.listwise = builder.listwise;
        this.kinds = Set.copyOf(builder.kinds);
        this.messagesHoldNoTexts = builder.messagesHoldNoTexts;
        this.members = List.copyOf(builder.members);
    }

    /**
     * Traits of which nothing else is known: a pointwise model of texts, with raw scores of an unknown scale.
     *
     * @param provider as logs, errors and listeners name it
     */
    public static Builder builder(String provider) {
        return new Builder(provider);
    }

    /** The provider as logs, errors and listeners name it. */
    public String provider() {
        return provider;
    }

    /**
     * Everything beside the request that a raw score depends on: provider, dialect, address without query and user info,
     * and, where long documents are cut, how. Never a secret. Empty if it is not known.
     */
    public Optional<String> identity() {
        return Optional.ofNullable(identity);
    }

    /** The range of the numbers that the model itself returns. */
    public ScoreScale rawScale() {
        return rawScale;
    }

    /** How scores are handed over in a call that does not set {@code scores}. */
    public ScoreOutput output() {
        return output;
    }

    /** The range of the scores as they are handed over. */
    public ScoreScale scale() {
        return output.scale(rawScale);
    }

    /** Whether a score depends on the other documents of the call. */
    public boolean listwise() {
        return listwise;
    }

    /** The kinds of content it ranks. */
    public Set<ContentType> kinds() {
        return kinds;
    }

    /**
     * Whether it is certain that messages of its failures hold no query, document or key, so that they may be logged.
     */
    public boolean messagesHoldNoTexts() {
        return messagesHoldNoTexts;
    }

    /** A failure of it as it may be logged: its type, with its message where that is certain to hold no text. */
    public String described(Throwable failure) {
        String simple = failure.getClass().getSimpleName();
        String type = simple.isEmpty() ? failure.getClass().getName() : simple;
        try {
            return messagesHoldNoTexts ? type + ": " + failure.getMessage() : type;
        } catch (RuntimeException | StackOverflowError speechless) {
            return type;
        }
    }

    /** The rerankers it asks, in its order; empty for a model. */
    public List<Member> members() {
        return members;
    }

    /** Provider and scale. */
    @Override
    public String toString() {
        return "RerankerTraits[provider=" + provider + ", scale=" + scale() + ", listwise=" + listwise + ", members="
                + members.size() + "]";
    }

    /**
     * A reranker that another one asks.
     *
     * @param name as logs, metrics and listeners name it
     * @param reranker itself
     * @param minScore the score below which its documents are to be dropped, if it has one of its own
     */
    public record Member(String name, Reranker reranker, OptionalDouble minScore) {}

    /** Collects {@link RerankerTraits}. Not for use by several threads. */
    public static final class Builder {

        private final String provider;
        private @Nullable String identity;
        private ScoreScale rawScale = ScoreScale.UNKNOWN;
        private ScoreOutput output = ScoreOutput.RAW;
        private boolean listwise;
        private Set<ContentType> kinds = EnumSet.of(ContentType.TEXT);
        private boolean messagesHoldNoTexts;
        private List<Member> members = new ArrayList<>();

        private Builder(String provider) {
            if (OneLine.checkedName("provider", provider) == null) {
                throw new IllegalArgumentException("provider is null; name who is asked");
            }
            this.provider = provider;
        }

        /** See {@link RerankerTraits#identity}. Default: unknown. */
        public Builder identity(@Nullable String identity) {
            this.identity = identity;
            return this;
        }

        /** See {@link RerankerTraits#rawScale}. Default: unknown. */
        public Builder rawScale(ScoreScale rawScale) {
            this.rawScale = rawScale;
            return this;
        }

        /** See {@link RerankerTraits#output}. Default: {@link ScoreOutput#RAW}. */
        public Builder output(ScoreOutput output) {
            this.output = output;
            return this;
        }

        /** See {@link RerankerTraits#listwise}. Default: false. */
        public Builder listwise(boolean listwise) {
            this.listwise = listwise;
            return this;
        }

        /** See {@link RerankerTraits#kinds}. Default: texts. */
        public Builder kinds(Set<ContentType> kinds) {
            this.kinds = kinds;
            return this;
        }

        /** See {@link RerankerTraits#messagesHoldNoTexts}. Default: false. */
        public Builder messagesHoldNoTexts(boolean messagesHoldNoTexts) {
            this.messagesHoldNoTexts = messagesHoldNoTexts;
            return this;
        }

        /** See {@link RerankerTraits#members}. Default: none. */
        public Builder members(List<Member> members) {
            this.members = members;
            return this;
        }

        /** The traits. */
        public RerankerTraits build() {
            return new RerankerTraits(this);
        }
    }
}
