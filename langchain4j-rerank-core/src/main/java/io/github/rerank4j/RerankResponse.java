package io.github.rerank4j;

import dev.langchain4j.data.message.Content;
import dev.langchain4j.model.output.TokenUsage;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** One finite score per document of a {@link RerankRequest}, and what they cost. Immutable. */
public final class RerankResponse {

    /** Adding 0.0 makes both zeros one, so that they are a tie. */
    private static final Comparator<Ranked> BEST_FIRST =
            Comparator.<Ranked>comparingDouble(ranked -> ranked.score() + 0.0).reversed();

    private final List<Double> scores;
    private final RerankRequest request;
    private final @Nullable TokenUsage tokenUsage;
    private final @Nullable String modelName;
    private final List<String> requestIds;
    private final int attempts;

    private RerankResponse(RerankRequest request, List<Double> scores, Facts facts) {
        this.request = request;
        this.scores = scores;
        this.tokenUsage = facts.tokenUsage();
        this.modelName = facts.modelName();
        this.requestIds = facts.requestIds();
        this.attempts = facts.attempts();
    }

    /**
     * The response to a request, from its scores in document order.
     *
     * @throws IllegalArgumentException if there is not one finite score per document, or anything is null
     */
    public static RerankResponse of(RerankRequest request, List<Double> scores, Facts facts) {
        requirePresent("request", request);
        requirePresent("scores", scores);
        requirePresent("facts", facts);
        if (request.documents().size() != scores.size()) {
            throw new IllegalArgumentException(
                    scores.size() + " scores for " + request.documents().size() + " documents");
        }
        for (int i = 0; i < scores.size(); i++) {
            Double score = scores.get(i);
            if (score == null || !Double.isFinite(score)) {
                throw new IllegalArgumentException(
                        "score " + i + " (counted from 0) is " + score + ", not a finite number");
            }
        }
        return new RerankResponse(request, List.copyOf(scores), facts);
    }

    private static void requirePresent(String name, @Nullable Object value) {
        if (value == null) {
            throw new IllegalArgumentException(name + " is null");
        }
    }

    /** One score per document, in document order, whatever {@code topN} was. */
    public List<Double> scores() {
        return scores;
    }

    /** The documents from the most to the least relevant, ties in document order, cut to {@code topN}; sorted anew each time. */
    public List<Ranked> ranked() {
        List<Content> documents = request.documents();
        return IntStream.range(0, scores.size())
                .mapToObj(i -> new Ranked(i, scores.get(i), documents.get(i)))
                .sorted(BEST_FIRST)
                .limit(request.topN().orElse(Integer.MAX_VALUE))
                .toList();
    }

    /** The tokens of all requests of the call; absent if one of them did not report its own. */
    public Optional<TokenUsage> tokenUsage() {
        return Optional.ofNullable(tokenUsage);
    }

    /** The model that answered, where the service says so, else the one that was asked; absent if none has a name. */
    public Optional<String> modelName() {
        return Optional.ofNullable(modelName);
    }

    /** The provider's ids of the requests, in document order, of those that had one. */
    public List<String> requestIds() {
        return requestIds;
    }

    /** How many attempts were sent, over all requests of the call; 0 for no documents. */
    public int attempts() {
        return attempts;
    }

    /** Names no text: texts stay out of logs. */
    @Override
    public String toString() {
        return "RerankResponse[scores=" + scores + ", tokenUsage=" + tokenUsage + ", modelName=" + modelName
                + ", requestIds=" + requestIds + ", attempts=" + attempts + "]";
    }

    /**
     * A document and what it scored.
     *
     * @param index its place among the request's documents, from 0
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

    /**
     * What is known about a call beside its scores.
     *
     * @param tokenUsage tokens of all requests, or null
     * @param modelName the model that answered, or null
     * @param requestIds the provider's ids, in document order
     * @param attempts attempts over all requests
     */
    public record Facts(
            @Nullable TokenUsage tokenUsage, @Nullable String modelName, List<String> requestIds, int attempts) {

        /** Nothing known: of a call that needed no request. */
        public static final Facts NONE = new Facts(null, null, List.of(), 0);

        /** Copies the ids. */
        public Facts {
            requestIds = List.copyOf(requestIds);
        }
    }
}
