package io.github.rerank4j.evaluation;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** What came of asking a reranker one question: a score for each candidate, or an error; and what it cost. Immutable. */
public final class KeptResponse {

    private final List<Double> scores;
    private final @Nullable String error;
    private final @Nullable Integer requests;
    private final @Nullable Long tokens;
    private final double millis;

    private KeptResponse(
            List<Double> scores,
            @Nullable String error,
            @Nullable Integer requests,
            @Nullable Long tokens,
            double millis) {
        this.scores = List.copyOf(scores);
        this.error = error;
        this.requests = requests;
        this.tokens = tokens;
        this.millis = millis;
    }

    /**
     * Scores, of which nothing else is known yet.
     *
     * @param scores finite ones, in the order of the candidates
     * @throws IllegalArgumentException if one of them is not finite
     */
    public static KeptResponse scored(List<Double> scores) {
        for (Double score : scores) {
            if (score == null || !Double.isFinite(score)) {
                throw new IllegalArgumentException("an answer holds the score " + score + ", which is not finite");
            }
        }
        return new KeptResponse(scores, null, null, null, Double.NaN);
    }

    /**
     * A failure, of which nothing else is known yet.
     *
     * @param error what happened, in a sentence
     */
    public static KeptResponse failed(String error) {
        return new KeptResponse(List.of(), error, null, null, Double.NaN);
    }

    /** This answer with the requests that were sent for it, retries included. */
    public KeptResponse requests(int requests) {
        return new KeptResponse(scores, error, requests, tokens, millis);
    }

    /** This answer with the tokens that the service billed for it. */
    public KeptResponse tokens(long tokens) {
        return new KeptResponse(scores, error, requests, tokens, millis);
    }

    /** This answer with the milliseconds that it took; NaN for one whose time is not to count, such as the first. */
    public KeptResponse millis(double millis) {
        return new KeptResponse(scores, error, requests, tokens, millis);
    }

    /** The scores in the order of the candidates; empty for a failure. */
    public List<Double> scores() {
        return scores;
    }

    /** What happened; empty where there are scores. */
    public Optional<String> error() {
        return Optional.ofNullable(error);
    }

    /** The requests that were sent for it, retries included; empty where nobody counted. */
    public OptionalInt requests() {
        return requests == null ? OptionalInt.empty() : OptionalInt.of(requests);
    }

    /** The tokens that the service billed for it; empty where it does not say. */
    public OptionalLong tokens() {
        return tokens == null ? OptionalLong.empty() : OptionalLong.of(tokens);
    }

    /** The milliseconds that the call took; NaN where they do not count. */
    public double millis() {
        return millis;
    }

    /** Whether there are scores or an error, and what it cost. */
    @Override
    public String toString() {
        return "KeptResponse[" + (error == null ? "scores=" + scores.size() : "failed") + ", requests=" + requests()
                + ", tokens=" + tokens() + ", millis=" + millis + "]";
    }
}
