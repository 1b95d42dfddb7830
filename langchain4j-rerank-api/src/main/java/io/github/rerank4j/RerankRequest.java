package io.github.rerank4j;

import dev.langchain4j.data.message.Content;
import dev.langchain4j.data.message.TextContent;
import dev.langchain4j.data.segment.TextSegment;
import io.github.rerank4j.concurrent.Durations;
import io.github.rerank4j.text.OneLine;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A query and the documents to rank for it, with what differs from the reranker's own settings. Immutable. */
public final class RerankRequest {

    private static final int UNSET = -1;

    private final Content query;
    private final boolean queryIsText;
    /** Each a segment or a content: hundreds of wrappers would be made for nothing. */
    private final List<Object> candidates;

    private final boolean hasSegments;
    private final @Nullable String modelName;
    private final @Nullable String instruction;
    private final int topN;
    private final Map<String, Object> input;
    private final Map<String, Object> parameters;
    private final @Nullable Duration timeout;
    private final int maxRetries;
    private final @Nullable ScoreOutput scores;
    private final @Nullable Executor executor;
    private final @Nullable CallContext calledBy;

    private RerankRequest(Builder builder) {
        if (builder.query == null) {
            throw new IllegalArgumentException("query is null; give a text or a content");
        }
        this.query = builder.query;
        this.queryIsText = builder.queryIsText;
        this.candidates = builder.candidates;
        this.hasSegments = builder.hasSegments;
        this.modelName = builder.modelName;
        this.instruction = builder.instruction;
        this.topN = builder.topN;
        this.input = builder.input;
        this.parameters = builder.parameters;
        this.timeout = builder.timeout;
        this.maxRetries = builder.maxRetries;
        this.scores = builder.scores;
        this.executor = builder.executor;
        this.calledBy = builder.calledBy;
    }

    /** A request without query and documents. */
    public static Builder builder() {
        return new Builder();
    }

    /** A builder with everything this request says. */
    public Builder toBuilder() {
        return new Builder(this);
    }

    /** What the documents are ranked for. */
    public Content query() {
        return query;
    }

    /**
     * The documents, in the order in which their scores come back; a segment as its text, until a model has mapped it.
     */
    @SuppressWarnings("unchecked") // where there is no segment, all of them are contents
    public List<Content> documents() {
        if (!hasSegments) {
            return (List<Content>) (List<?>) candidates;
        }
        return candidates.stream().map(RerankRequest::asContent).toList();
    }

    /** The documents as they are kept: each a segment or a content. */
    List<Object> unwrapped() {
        return candidates;
    }

    /** How many documents there are. */
    public int size() {
        return candidates.size();
    }

    /** The documents as they were given, in the same order. */
    public List<Document> candidates() {
        return candidates.stream()
                .map(candidate -> candidate instanceof TextSegment segment
                        ? Document.of(segment)
                        : Document.of((Content) candidate))
                .toList();
    }

    /**
     * This request with each segment in the form a model wants; for authors of rerankers.
     *
     * @param mapper gets the segments in their order, and what it gives is sent as it is
     * @throws IllegalArgumentException if the mapper gives null
     */
    public RerankRequest mapSegments(Function<? super TextSegment, ? extends Content> mapper) {
        if (!hasSegments) {
            return this;
        }
        Object[] mapped = candidates.toArray();
        for (int i = 0; i < mapped.length; i++) {
            mapped[i] = mapped[i] instanceof TextSegment segment ? mapper.apply(segment) : mapped[i];
        }
        return toBuilder()
                .candidatesOf(Builder.checked(mapped, "document"), false)
                .build();
    }

    /**
     * This request with its query in the form a model wants, if it was given as a text; for authors of rerankers.
     *
     * @param mapper what it gives is sent as it is
     */
    public RerankRequest mapQuery(UnaryOperator<String> mapper) {
        if (!queryIsText) {
            return this;
        }
        String mapped = mapper.apply(((TextContent) query).text());
        return toBuilder().query(TextContent.from(mapped)).build();
    }

    /** The model to ask instead of the one the reranker was built with. */
    public Optional<String> modelName() {
        return Optional.ofNullable(modelName);
    }

    /** How to judge relevance, instead of the reranker's instruction. */
    public Optional<String> instruction() {
        return Optional.ofNullable(instruction);
    }

    /** How many documents {@link RerankResponse#ranked()} holds at most; absent for all. */
    public OptionalInt topN() {
        return topN == 0 ? OptionalInt.empty() : OptionalInt.of(topN);
    }

    /** Entries of the body's {@code input} object; they win over the reranker's. */
    public Map<String, Object> input() {
        return input;
    }

    /** Entries of the body's {@code parameters} object; they win over the reranker's. */
    public Map<String, Object> parameters() {
        return parameters;
    }

    /** How long this call may take, if that is less than the reranker's own time. */
    public Optional<Duration> timeout() {
        return Optional.ofNullable(timeout);
    }

    /** How often a failed attempt is repeated, if that is less than the reranker's own number. */
    public OptionalInt maxRetries() {
        return maxRetries == UNSET ? OptionalInt.empty() : OptionalInt.of(maxRetries);
    }

    /** How scores are handed over, instead of the reranker's own way. */
    public Optional<ScoreOutput> scores() {
        return Optional.ofNullable(scores);
    }

    /** Where the work of this call is done first; for authors of decorators. */
    public Optional<Executor> executor() {
        return Optional.ofNullable(executor);
    }

    /** The call that this one is made for; for authors of decorators. */
    public Optional<CallContext> calledBy() {
        return Optional.ofNullable(calledBy);
    }

    /** One of {@link #unwrapped}. */
    static Content asContent(Object candidate) {
        return candidate instanceof TextSegment segment ? TextContent.from(segment.text()) : (Content) candidate;
    }

    /** Names no text: texts stay out of logs. */
    @Override
    public String toString() {
        return "RerankRequest[documents=" + candidates.size() + ", modelName=" + modelName + ", topN=" + topN + "]";
    }

    /** Collects a {@link RerankRequest}. Not for use by several threads. */
    public static final class Builder {

        private static final String NO_QUERY = "; give a text or a content";
        private static final String NO_MAP = "; give a map, or leave it out";

        private @Nullable Content query;
        private boolean queryIsText;
        private List<Object> candidates = List.of();
        private boolean hasSegments;
        private @Nullable String modelName;
        private @Nullable String instruction;
        private int topN;
        private Map<String, Object> input = Map.of();
        private Map<String, Object> parameters = Map.of();
        private @Nullable Duration timeout;
        private int maxRetries = UNSET;
        private @Nullable ScoreOutput scores;
        private @Nullable Executor executor;
        private @Nullable CallContext calledBy;

        private Builder() {}

        private Builder(RerankRequest request) {
            this.query = request.query;
            this.queryIsText = request.queryIsText;
            this.candidates = request.candidates;
            this.hasSegments = request.hasSegments;
            this.modelName = request.modelName;
            this.instruction = request.instruction;
            this.topN = request.topN;
            this.input = request.input;
            this.parameters = request.parameters;
            this.timeout = request.timeout;
            this.maxRetries = request.maxRetries;
            this.scores = request.scores;
            this.executor = request.executor;
            this.calledBy = request.calledBy;
        }

        /**
         * The query as text, which goes through the model's {@code queryMapper}. Required, not null; a blank one is
         * refused when it is asked.
         */
        public Builder query(String text) {
            query(TextContent.from(required(text, "query", NO_QUERY)));
            this.queryIsText = true;
            return this;
        }

        /** The query as text, image or video, where the model ranks these; it is sent as it is. Required. */
        public Builder query(Content content) {
            this.query = required(content, "query", NO_QUERY);
            this.queryIsText = false;
            return this;
        }

        /** The documents as texts, which are sent as they are. Default: none. Replaces all documents set before. */
        public Builder documents(List<String> texts) {
            Object[] contents = elements(texts, "documents");
            for (int i = 0; i < contents.length; i++) {
                contents[i] = TextContent.from((String) requiredCandidate(contents[i], "document", i));
            }
            return candidatesOf(contents, false);
        }

        /**
         * The documents as texts, images and videos, where the model ranks these; they are sent as they are. Replaces all
         * documents set before.
         */
        public Builder contents(List<? extends Content> contents) {
            return candidatesOf(checked(elements(contents, "contents"), "document"), false);
        }

        /**
         * The documents as segments, which each model's {@code documentMapper} turns into what it sends; by default
         * their text. Replaces all documents set before.
         */
        public Builder segments(List<TextSegment> segments) {
            return candidatesOf(checked(elements(segments, "segments"), "segment"), true);
        }

        /** The documents as segments and contents, in any mixture. Replaces all documents set before. */
        public Builder candidates(List<Document> documents) {
            Object[] unwrapped = elements(documents, "candidates");
            boolean anySegment = false;
            for (int i = 0; i < unwrapped.length; i++) {
                unwrapped[i] = ((Document) requiredCandidate(unwrapped[i], "document", i)).candidate();
                anySegment |= unwrapped[i] instanceof TextSegment;
            }
            return candidatesOf(unwrapped, anySegment);
        }

        private Builder candidatesOf(Object[] checked, boolean segments) {
            this.candidates = List.of(checked);
            this.hasSegments = segments && checked.length > 0;
            return this;
        }

        /**
         * The model for this request. Default: the reranker's.
         *
         * @throws IllegalArgumentException if it is blank, or holds a line break or another control character
         */
        public Builder modelName(@Nullable String modelName) {
            this.modelName = OneLine.checkedName("modelName", modelName);
            return this;
        }

        /** The instruction for this request. Default: the reranker's. */
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
            this.input = FreeEntries.copyOf(required(input, "input", NO_MAP));
            return this;
        }

        /** Entries of the body's {@code parameters} object, for a service that has one. Default: none. */
        public Builder parameters(Map<String, ?> parameters) {
            this.parameters = FreeEntries.copyOf(required(parameters, "parameters", NO_MAP));
            return this;
        }

        /**
         * How long this call may take, such as a chain's share or the rest of a web request's time; longer than zero. It
         * shortens the reranker's own time and never extends it. Default: the reranker's.
         */
        public Builder timeout(@Nullable Duration timeout) {
            if (timeout != null && (timeout.isZero() || timeout.isNegative())) {
                throw new IllegalArgumentException(
                        "timeout is " + Durations.readable(timeout) + ", but must be longer than zero");
            }
            this.timeout = timeout;
            return this;
        }

        /**
         * How often a failed attempt of this call is repeated, 0 or more; at most the reranker's own number counts.
         * 0 switches off every repeat, those for a server that loads its model and those it asks for too. Default: the
         * reranker's.
         */
        public Builder maxRetries(int maxRetries) {
            if (maxRetries < 0) {
                throw new IllegalArgumentException("maxRetries is " + maxRetries + ", but must be 0 or more");
            }
            this.maxRetries = maxRetries;
            return this;
        }

        /** How scores are handed over. Default: as the reranker is set. */
        public Builder scores(@Nullable ScoreOutput scores) {
            this.scores = scores;
            return this;
        }

        /**
         * Where the work of this call is done first, for authors of decorators: a caller's lent thread. Default: threads
         * of the reranker's own.
         */
        public Builder executor(@Nullable Executor executor) {
            this.executor = executor;
            return this;
        }

        /**
         * The call that this one is made for, which becomes the parent of its {@link CallContext}; for authors of
         * decorators. Default: none.
         */
        public Builder calledBy(@Nullable CallContext calledBy) {
            this.calledBy = calledBy;
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

        /** What a list holds, in an array of its own. */
        private static Object[] elements(List<?> list, String called) {
            required(list, called, "; give a list, an empty one for none");
            Object[] elements = new Object[list.size()];
            int read = 0;
            for (Object element : list) {
                if (read < elements.length) {
                    elements[read] = element;
                }
                read++;
            }
            if (read != elements.length) {
                throw new IllegalArgumentException(called + " had " + elements.length + " entries, and then " + read
                        + "; give a list that nobody changes");
            }
            return elements;
        }

        /** The same array, none of whose entries is null; a message calls one of them so, and tells its position. */
        private static Object[] checked(Object[] candidates, String called) {
            for (int i = 0; i < candidates.length; i++) {
                requiredCandidate(candidates[i], called, i);
            }
            return candidates;
        }

        private static Object requiredCandidate(@Nullable Object candidate, String called, int position) {
            if (candidate == null) {
                throw new IllegalArgumentException(called + " " + position + " (counted from 0) is null; leave it out");
            }
            return candidate;
        }

        private static <T> T required(T value, String what, String remedy) {
            if (value == null) {
                throw new IllegalArgumentException(what + " is null" + remedy);
            }
            return value;
        }
    }
}
