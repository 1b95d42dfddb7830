package io.github.rerank4j.spi;

import com.fasterxml.jackson.databind.JsonNode;
import dev.langchain4j.model.output.TokenUsage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a service said to one request. */
public sealed interface RerankReply {

    /**
     * Scores as they are in the reply; the core checks them.
     *
     * @param hits the array of results; anything else makes the reply invalid
     * @param indexName the member of a hit that holds the document's position, or null if hits are in document order
     * @param scoreNames the members that may hold the score, first found wins; empty if a hit is its score
     * @param usage tokens, or null where the reply names none
     * @param modelName the model that answered, or null
     * @param requestId the provider's id of the request, or null
     * @param failedScore the score that means that the service failed on a document; NaN if none does
     */
    record Scored(
            JsonNode hits,
            @Nullable String indexName,
            List<String> scoreNames,
            @Nullable TokenUsage usage,
            @Nullable String modelName,
            @Nullable String requestId,
            double failedScore)
            implements RerankReply {

        /** Scores of a service that has no score for a document it failed on. */
        public Scored(
                JsonNode hits,
                @Nullable String indexName,
                List<String> scoreNames,
                @Nullable TokenUsage usage,
                @Nullable String modelName,
                @Nullable String requestId) {
            this(hits, indexName, scoreNames, usage, modelName, requestId, Double.NaN);
        }

        /** Copies the names. */
        public Scored {
            scoreNames = List.copyOf(scoreNames);
        }

        /** Hits in any order, each naming its document and its score. */
        public static Scored indexed(JsonNode hits, String indexName, String... scoreNames) {
            return new Scored(hits, indexName, List.of(scoreNames), null, null, null);
        }

        /** Bare numbers in document order. */
        public static Scored positional(JsonNode hits) {
            return new Scored(hits, null, List.of(), null, null, null);
        }

        /** These scores with the tokens they cost; null for none reported. */
        public Scored usage(@Nullable TokenUsage tokens) {
            return new Scored(hits, indexName, scoreNames, tokens, modelName, requestId, failedScore);
        }

        /** These scores with the model that answered; null for none named. */
        public Scored modelName(@Nullable String name) {
            return new Scored(hits, indexName, scoreNames, usage, name, requestId, failedScore);
        }

        /** These scores with the provider's id of the request; null for none given. */
        public Scored requestId(@Nullable String id) {
            return new Scored(hits, indexName, scoreNames, usage, modelName, id, failedScore);
        }

        /** These scores of a service that gives that one to a document it failed on; NaN for none. */
        public Scored failedScore(double score) {
            return new Scored(hits, indexName, scoreNames, usage, modelName, requestId, score);
        }

        /** Leaves the results out: they may repeat texts. */
        @Override
        public String toString() {
            return "Scored[results=" + hits.size() + ", usage=" + usage + ", modelName=" + modelName + ", requestId="
                    + requestId + "]";
        }
    }

    /**
     * A refusal.
     *
     * @param kind what it means to the caller
     * @param code the provider's error code, or null
     * @param message the provider's words; may be empty
     * @param requestId the provider's id of the request, or null
     */
    record Refused(
            ErrorKind kind,
            @Nullable String code,
            String message,
            @Nullable String requestId) implements RerankReply {

        /** Leaves the provider's words out: they may repeat keys and texts. */
        @Override
        public String toString() {
            return "Refused[kind=" + kind + ", code=" + code + ", requestId=" + requestId + "]";
        }
    }
}
