package io.github.rerank4j;

import dev.langchain4j.data.message.Content;
import dev.langchain4j.data.message.TextContent;
import io.github.rerank4j.concurrent.Durations;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What one attempt asks a {@link RateLimiter} for: how much it sends, to whom, and how long it can wait.
 * Thread-safe. Its numbers do not change, except {@link #tokens} after {@link #forgetTexts}. Its {@code toString} shows no
 * text.
 */
public final class Demand {

    private final int documents;
    private final long characters;
    private final String provider;
    private final @Nullable String modelName;
    private final Duration patience;
    private long tokens;
    private volatile @Nullable LongSupplier estimate;

    private Demand(Builder builder) {
        this.documents = builder.documents;
        this.characters = builder.characters;
        this.tokens = builder.tokens;
        this.estimate = builder.estimate;
        this.provider = builder.provider;
        this.modelName = builder.modelName;
        this.patience = builder.patience;
    }

    /** A demand for one document, without texts. */
    public static Builder builder() {
        return new Builder();
    }

    /** How many documents the attempt sends; of a document that was split, each part counts. */
    public int documents() {
        return documents;
    }

    /** UTF-16 units of the texts of the query and of all documents, as they are sent; the query counts once. */
    public long characters() {
        return characters;
    }

    /**
     * How many tokens the service will probably count. No tokenizer is asked: three characters of ASCII are a token,
     * any other character is one, and the query counts once for every document. That is rather too many than too few;
     * images and other media count nothing. {@link RateLimiter.Permit#used} corrects it.
     */
    public long tokens() {
        LongSupplier open = estimate;
        if (open != null) {
            tokens = open.getAsLong();
            // last, because it publishes the number; the texts are let go of
            estimate = null;
        }
        return tokens;
    }

    /**
     * Lets go of the texts, which a limiter that keeps this would keep too; called by who made it, once the attempt is
     * over. Whoever asks for the tokens only then gets one for each character. For authors of rerankers, not for limiters.
     */
    public void forgetTexts() {
        if (estimate != null) {
            tokens = characters;
            estimate = null;
        }
    }

    /** The model that is asked; empty where neither the call nor the reranker names one. */
    public Optional<String> modelName() {
        return Optional.ofNullable(modelName);
    }

    /** Whose service is asked, as in messages, for example {@code tencent}. */
    public String provider() {
        return provider;
    }

    /** What was left of the call's time when the limiter was asked; never negative. */
    public Duration patience() {
        return patience;
    }

    /** Numbers and names. */
    @Override
    public String toString() {
        return "Demand[documents=" + documents + ", characters=" + characters + ", provider=" + provider
                + ", modelName=" + modelName + ", patience=" + Durations.readable(patience) + "]";
    }

    /** Makes demands: the engine's, and those of tests of a limiter. Not for use by several threads. */
    public static final class Builder {

        private static final Duration FOR_EVER = Duration.ofSeconds(Long.MAX_VALUE);

        private int documents = 1;
        private long characters;
        private long tokens;
        private @Nullable LongSupplier estimate;
        private String provider = "";
        private @Nullable String modelName;
        private Duration patience = FOR_EVER;

        private Builder() {}

        /**
         * Counts documents and characters of what is sent, and estimates its tokens when they are asked for. Instead
         * of what {@link #documents}, {@link #characters} and {@link #tokens} have set.
         */
        public Builder texts(Content query, List<Content> documents) {
            long units = units(query);
            for (int i = 0; i < documents.size(); i++) {
                units += units(documents.get(i));
            }
            this.documents = documents.size();
            this.characters = units;
            this.estimate = () -> TokenEstimate.of(query, documents);
            return this;
        }

        /** Default 1; not negative. */
        public Builder documents(int documents) {
            this.documents = (int) notNegative(documents, "documents");
            return this;
        }

        /** Default 0; not negative. */
        public Builder characters(long characters) {
            this.characters = notNegative(characters, "characters");
            return this;
        }

        /** Default 0; not negative. */
        public Builder tokens(long tokens) {
            this.tokens = notNegative(tokens, "tokens");
            this.estimate = null;
            return this;
        }

        /** Default: an empty name. */
        public Builder provider(String provider) {
            this.provider = provider;
            return this;
        }

        /** Default null: the service's own model. */
        public Builder modelName(@Nullable String modelName) {
            this.modelName = modelName;
            return this;
        }

        /** How long the attempt can wait for its permit. Default: for ever. What is negative counts as nothing. */
        public Builder patience(Duration patience) {
            this.patience = patience.isNegative() ? Duration.ZERO : patience;
            return this;
        }

        public Demand build() {
            return new Demand(this);
        }

        private static long units(Content content) {
            return content instanceof TextContent text ? text.text().length() : 0;
        }

        private static long notNegative(long count, String name) {
            if (count < 0) {
                throw new IllegalArgumentException(name + " is " + count + ", but must not be negative");
            }
            return count;
        }
    }
}
