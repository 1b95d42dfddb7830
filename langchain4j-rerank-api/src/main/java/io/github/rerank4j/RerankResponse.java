package io.github.rerank4j;

import dev.langchain4j.data.message.Content;
import dev.langchain4j.model.output.Response;
import dev.langchain4j.model.output.TokenUsage;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** One finite score per document of a {@link RerankRequest}, and what they cost. Immutable. */
public final class RerankResponse {

    /** Adding 0.0 makes both zeros one, so that they are a tie. */
    private static final Comparator<Ranked> BEST_FIRST =
            Comparator.<Ranked>comparingDouble(ranked -> ranked.score() + 0.0).reversed();

    private final ScoreList scores;
    /** Not the request: whoever keeps a response would keep its caller's thread, and all that its parents hold. */
    private final List<Object> candidates;

    private final OptionalInt topN;
    private final Facts facts;

    private RerankResponse(RerankRequest request, ScoreList scores, Facts facts) {
        requirePresent("facts", facts);
        this.candidates = request.unwrapped();
        this.topN = request.topN();
        this.scores = scores;
        this.facts = facts;
    }

    /**
     * The response to a request, from its scores in document order, which are copied.
     *
     * @throws IllegalArgumentException if there is not one finite score per document, or anything is null
     */
    public static RerankResponse of(RerankRequest request, List<Double> scores, Facts facts) {
        requirePresent("request", request);
        requirePresent("scores", scores);
        requireOnePerDocument(request, scores.size());
        double[] checked = new double[request.size()];
        int read = 0;
        for (Double score : scores) {
            if (score == null || !Double.isFinite(score)) {
                throw notFinite(read, score);
            }
            if (read < checked.length) {
                checked[read] = score;
            }
            read++;
        }
        // a list that somebody else changes
        requireOnePerDocument(request, read);
        return new RerankResponse(request, new ScoreList(checked), facts);
    }

    /**
     * The response to a request, from its scores in document order, which are copied.
     *
     * @throws IllegalArgumentException if there is not one finite score per document, or anything is null
     */
    public static RerankResponse of(RerankRequest request, double[] scores, Facts facts) {
        requirePresent("request", request);
        requirePresent("scores", scores);
        requireOnePerDocument(request, scores.length);
        double[] checked = scores.clone();
        for (int i = 0; i < checked.length; i++) {
            if (!Double.isFinite(checked[i])) {
                throw notFinite(i, checked[i]);
            }
        }
        return new RerankResponse(request, new ScoreList(checked), facts);
    }

    /**
     * The response of a reranker that may not keep its promises, for authors of decorators.
     *
     * @param documents how many it was asked about
     * @throws InvalidReplyException if it is null, or has not one score per document
     */
    public static RerankResponse requireComplete(@Nullable RerankResponse response, int documents) {
        if (response == null || response.scores().size() != documents) {
            throw new InvalidReplyException(
                    "the model did not return one score per document: "
                            + (response == null ? "nothing" : response.scores().size()) + " for " + documents
                            + "; report it to whoever made the model",
                    null);
        }
        return response;
    }

    private static void requireOnePerDocument(RerankRequest request, int scores) {
        if (request.size() != scores) {
            throw new IllegalArgumentException("scores has " + scores + " entries, but the request has "
                    + request.size() + " documents; give one score per document");
        }
    }

    private static IllegalArgumentException notFinite(int position, @Nullable Double score) {
        return new IllegalArgumentException(
                "score " + position + " (counted from 0) is " + score + ", not a finite number");
    }

    private static void requirePresent(String name, @Nullable Object value) {
        if (value == null) {
            throw new IllegalArgumentException(name + " is null; give one");
        }
    }

    /** One score per document, in document order, whatever {@code topN} was. */
    public List<Double> scores() {
        return scores;
    }

    /** The documents from the most to the least relevant, ties in document order, cut to {@code topN}; sorted anew each time. */
    public List<Ranked> ranked() {
        return IntStream.range(0, scores.size())
                .mapToObj(i -> new Ranked(i, scores.get(i), RerankRequest.asContent(candidates.get(i))))
                .sorted(BEST_FIRST)
                .limit(topN.orElse(Integer.MAX_VALUE))
                .toList();
    }

    /** The tokens of all requests of the call; absent if one of them did not report its own. */
    public Optional<TokenUsage> tokenUsage() {
        return Optional.ofNullable(facts.tokenUsage);
    }

    /**
     * The model that answered, where the service says so, else the one that was asked; absent if none has a name, or the
     * requests of the call were answered by models of different names.
     */
    public Optional<String> modelName() {
        return Optional.ofNullable(facts.modelName);
    }

    /** The provider's ids of the requests, in document order, of those that had one. */
    public List<String> requestIds() {
        return facts.requestIds;
    }

    /** How many attempts were sent, over all requests of the call; 0 for no documents. */
    public int attempts() {
        return facts.attempts;
    }

    /** The member of a chain that answered; empty where the reranker itself did. */
    public Optional<String> answeredBy() {
        return Optional.ofNullable(facts.answeredBy);
    }

    /**
     * The members of a chain that come before the one that answered, in their order: none of them has answered, because it
     * failed, was still silent, or rested. Empty where the first member answered.
     */
    public List<String> fallbacks() {
        return facts.fallbacks;
    }

    /** Whether all scores were known, and nobody was asked. */
    public boolean cached() {
        return facts.cached;
    }

    /** The score below which whoever answered wants documents dropped; it comes before a threshold set elsewhere. */
    public OptionalDouble minScore() {
        return facts.minScore;
    }

    /** Everything beside scores and request. */
    public Facts facts() {
        return facts;
    }

    /** These scores as the response to another request for the same documents, with other facts. */
    public RerankResponse with(RerankRequest request, Facts facts) {
        requirePresent("request", request);
        requireOnePerDocument(request, scores.size());
        return new RerankResponse(request, scores, facts);
    }

    /**
     * Scores and usage as LangChain4j hands them over. Where a member of a chain answered, the metadata has its name as
     * {@code rerank.member}, its model, if that has a name, as {@code rerank.model}, and the list of the members that
     * were asked before as {@code rerank.fallbacks}.
     */
    public Response<List<Double>> asLangChain4j() {
        return facts.answeredBy == null
                ? Response.from(scores, facts.tokenUsage)
                : Response.from(scores, facts.tokenUsage, null, metadata(facts.answeredBy));
    }

    private Map<String, Object> metadata(String member) {
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("rerank.member", member);
        if (facts.modelName != null) {
            metadata.put("rerank.model", facts.modelName);
        }
        metadata.put("rerank.fallbacks", facts.fallbacks);
        return metadata;
    }

    /** Names no text: texts stay out of logs. */
    @Override
    public String toString() {
        return "RerankResponse[scores=" + scores + ", tokenUsage=" + facts.tokenUsage + ", modelName=" + facts.modelName
                + ", requestIds=" + facts.requestIds + ", attempts=" + facts.attempts
                + (facts.answeredBy == null
                        ? ""
                        : ", answeredBy=" + facts.answeredBy + ", fallbacks=" + facts.fallbacks)
                + "]";
    }

    /**
     * A document and what it scored.
     *
     * @param index its position among the request's documents, from 0
     * @param score its relevance score
     * @param document the document itself
     */
    public record Ranked(int index, double score, Content document) {

        /** Names no text: texts stay out of logs. */
        @Override
        public String toString() {
            return "Ranked[index=" + index + ", score=" + score + "]";
        }
    }

    /** What is known about a call beside its scores. Immutable. */
    public static final class Facts {

        /** Nothing known: of a call that needed no request. */
        public static final Facts NONE = builder().build();

        private final @Nullable TokenUsage tokenUsage;
        private final @Nullable String modelName;
        private final List<String> requestIds;
        private final int attempts;
        private final @Nullable String answeredBy;
        private final List<String> fallbacks;
        private final boolean cached;
        private final OptionalDouble minScore;

        private Facts(Builder builder) {
            this.tokenUsage = builder.tokenUsage;
            this.modelName = builder.modelName;
            this.requestIds = List.copyOf(builder.requestIds);
            this.attempts = builder.attempts;
            this.answeredBy = builder.answeredBy;
            this.fallbacks = List.copyOf(builder.fallbacks);
            this.cached = builder.cached;
            this.minScore = builder.minScore;
        }

        /** Nothing known yet. */
        public static Builder builder() {
            return new Builder();
        }

        /** A builder with everything these facts say. */
        public Builder toBuilder() {
            Builder builder = new Builder();
            builder.tokenUsage = tokenUsage;
            builder.modelName = modelName;
            builder.requestIds = requestIds;
            builder.attempts = attempts;
            builder.answeredBy = answeredBy;
            builder.fallbacks = fallbacks;
            builder.cached = cached;
            builder.minScore = minScore;
            return builder;
        }

        /** Collects {@link Facts}. Not for use by several threads. */
        public static final class Builder {

            private @Nullable TokenUsage tokenUsage;
            private @Nullable String modelName;
            private List<String> requestIds = List.of();
            private int attempts;
            private @Nullable String answeredBy;
            private List<String> fallbacks = List.of();
            private boolean cached;
            private OptionalDouble minScore = OptionalDouble.empty();

            private Builder() {}

            /** See {@link RerankResponse#tokenUsage}. Default: unknown. */
            public Builder tokenUsage(@Nullable TokenUsage tokenUsage) {
                this.tokenUsage = tokenUsage;
                return this;
            }

            /** See {@link RerankResponse#modelName}. Default: unknown. */
            public Builder modelName(@Nullable String modelName) {
                this.modelName = modelName;
                return this;
            }

            /** See {@link RerankResponse#requestIds}. Default: none. */
            public Builder requestIds(List<String> requestIds) {
                this.requestIds = requestIds;
                return this;
            }

            /** See {@link RerankResponse#attempts}. Default: 0. */
            public Builder attempts(int attempts) {
                this.attempts = attempts;
                return this;
            }

            /** See {@link RerankResponse#answeredBy}. Default: nobody but the reranker itself. */
            public Builder answeredBy(@Nullable String answeredBy) {
                this.answeredBy = answeredBy;
                return this;
            }

            /** See {@link RerankResponse#fallbacks}. Default: none. */
            public Builder fallbacks(List<String> fallbacks) {
                this.fallbacks = fallbacks;
                return this;
            }

            /** See {@link RerankResponse#cached}. Default: false. */
            public Builder cached(boolean cached) {
                this.cached = cached;
                return this;
            }

            /** See {@link RerankResponse#minScore}. Default: none. */
            public Builder minScore(OptionalDouble minScore) {
                this.minScore = minScore;
                return this;
            }

            /** The facts. */
            public Facts build() {
                return new Facts(this);
            }
        }
    }
}
