package io.github.rerank4j;

import dev.langchain4j.data.message.Content;
import dev.langchain4j.data.message.TextContent;
import io.github.rerank4j.internal.OneLine;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** A query and the documents to rank for it, with what differs from the model's own settings. Immutable. */
public final class RerankRequest {

    private final Content query;
    private final boolean queryIsText;
    private final List<Content> documents;
    private final @Nullable String modelName;
    private final @Nullable String instruction;
    private final int topN;
    private final Map<String, Object> input;
    private final Map<String, Object> parameters;

    private RerankRequest(Builder builder) {
        if (builder.query == null) {
            throw new IllegalArgumentException("query is missing; set query(...)");
        }
        this.query = builder.query;
        this.queryIsText = builder.queryIsText;
        this.documents = builder.documents;
        this.modelName = builder.modelName;
        this.instruction = builder.instruction;
        this.topN = builder.topN;
        this.input = builder.input;
        this.parameters = builder.parameters;
    }

    private RerankRequest(RerankRequest other, String query) {
        this.query = TextContent.from(query);
        this.queryIsText = true;
        this.documents = other.documents;
        this.modelName = other.modelName;
        this.instruction = other.instruction;
        this.topN = other.topN;
        this.input = other.input;
        this.parameters = other.parameters;
    }

    /** A request without query and documents. */
    public static Builder builder() {
        return new Builder();
    }

    /** What the documents are ranked for. */
    public Content query() {
        return query;
    }

    /** Whether the query was given as a text, and not as a content that is to be sent as it is. */
    boolean queryIsText() {
        return queryIsText;
    }

    /** This request with another text as its query. */
    RerankRequest query(String text) {
        return new RerankRequest(this, text);
    }

    /** The documents, in the order in which their scores come back. */
    public List<Content> documents() {
        return documents;
    }

    /** The model to ask instead of the one the scoring model was built with. */
    public Optional<String> modelName() {
        return Optional.ofNullable(modelName);
    }

    /** How to judge relevance, instead of the scoring model's instruction. */
    public Optional<String> instruction() {
        return Optional.ofNullable(instruction);
    }

    /** How many documents {@link RerankResponse#ranked()} holds at most; absent for all. */
    public OptionalInt topN() {
        return topN == 0 ? OptionalInt.empty() : OptionalInt.of(topN);
    }

    /** Entries of the body's {@code input} object; they win over the scoring model's. */
    public Map<String, Object> input() {
        return input;
    }

    /** Entries of the body's {@code parameters} object; they win over the scoring model's. */
    public Map<String, Object> parameters() {
        return parameters;
    }

    /** Names no text: texts stay out of logs. */
    @Override
    public String toString() {
        return "RerankRequest[documents=" + documents.size() + ", modelName=" + modelName + ", topN=" + topN + "]";
    }

    /** Collects a {@link RerankRequest}. Not for use by several threads. */
    public static final class Builder {

        private static final String NO_LIST = "; give a list, an empty one for none";

        private @Nullable Content query;
        private boolean queryIsText;
        private List<Content> documents = List.of();
        private @Nullable String modelName;
        private @Nullable String instruction;
        private int topN;
        private Map<String, Object> input = Map.of();
        private Map<String, Object> parameters = Map.of();

        private Builder() {}

        /**
         * The query as text, which goes through the model's {@code queryMapper}. Required, not null; a blank one is
         * refused when it is asked.
         */
        public Builder query(String text) {
            query(TextContent.from(required(text, "query")));
            this.queryIsText = true;
            return this;
        }

        /** The query as text, image or video, where the model ranks these; it is sent as it is. Required. */
        public Builder query(Content content) {
            this.query = required(content, "query");
            this.queryIsText = false;
            return this;
        }

        /** The documents as texts. Default: none. Replaces what {@link #contents} set. */
        public Builder documents(List<String> texts) {
            required(texts, "documents", NO_LIST);
            List<Content> contents = new ArrayList<>(texts.size());
            for (String text : texts) {
                contents.add(TextContent.from(requiredDocument(text, contents.size())));
            }
            this.documents = List.copyOf(contents);
            return this;
        }

        /** The documents as texts, images and videos, where the model ranks these. Replaces {@link #documents}. */
        public Builder contents(List<? extends Content> contents) {
            required(contents, "contents", NO_LIST);
            int place = 0;
            for (Content content : contents) {
                requiredDocument(content, place++);
            }
            this.documents = List.copyOf(contents);
            return this;
        }

        /**
         * The model for this request. Default: the scoring model's.
         *
         * @throws IllegalArgumentException if it is blank, or holds a line break or another control character
         */
        public Builder modelName(@Nullable String modelName) {
            this.modelName = OneLine.checkedName("modelName", modelName);
            return this;
        }

        /** The instruction for this request. Default: the scoring model's. */
        public Builder instruction(@Nullable String instruction) {
            this.instruction = instruction;
            return this;
        }

        /** How many documents to rank at most, at least 1. Never sent to the service. Default: all. */
        public Builder topN(int topN) {
            if (topN < 1) {
                throw new IllegalArgumentException(
                        "topN is " + topN + ", but must be at least 1; leave it out for all");
            }
            this.topN = topN;
            return this;
        }

        /** Entries of the body's {@code input} object, for a service that has one. Default: none. */
        public Builder input(Map<String, ?> input) {
            this.input = Collections.unmodifiableMap(new LinkedHashMap<>(required(input, "input")));
            return this;
        }

        /** Entries of the body's {@code parameters} object, for a service that has one. Default: none. */
        public Builder parameters(Map<String, ?> parameters) {
            this.parameters = Collections.unmodifiableMap(new LinkedHashMap<>(required(parameters, "parameters")));
            return this;
        }

        /**
         * The request.
         *
         * @throws IllegalArgumentException without a query
         */
        public RerankRequest build() {
            return new RerankRequest(this);
        }

        private static <T> T requiredDocument(T value, int place) {
            return value != null ? value : required(value, "document " + place + " (counted from 0)", "; leave it out");
        }

        private static <T> T required(T value, String what) {
            return required(value, what, "");
        }

        private static <T> T required(T value, String what, String remedy) {
            if (value == null) {
                throw new IllegalArgumentException(what + " is null" + remedy);
            }
            return value;
        }
    }
}
