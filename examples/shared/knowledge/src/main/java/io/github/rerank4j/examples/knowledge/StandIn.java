package io.github.rerank4j.examples.knowledge;

import io.github.rerank4j.local.RerankScorer;
import io.github.rerank4j.local.RerankScorers;
import org.jspecify.annotations.Nullable;

/**
 * What scores in the place of a provider's model where there is no key for it.
 *
 * @param title what it is called
 * @param manner how it scores, to be put behind the word "scores"
 * @param caveat what has to be said beside its numbers on the questions that come with these examples; may be empty
 * @param leastScore the least score of a passage that has anything in common with the question; null where no score says
 *     so
 */
public record StandIn(
        RerankScorer scorer,
        String title,
        String manner,
        String caveat,
        @Nullable Double leastScore) {

    /** The environment variable that names its scorer, one of {@link RerankScorers}. */
    public static final String VARIABLE = "RERANK_STAND_IN";

    private static final String BY_WORDS = "bm25";
    private static final double LEAST = 0.0005;

    /**
     * The one whose scorer an environment names; token matching if it names none.
     *
     * @throws IllegalArgumentException if it names one that there is not
     */
    public static StandIn of(Environment environment) {
        String name = environment.get(VARIABLE, MaxSimScorer.NAME);
        try {
            return named(name);
        } catch (IllegalArgumentException unknown) {
            String names = String.join(" or ", scorers().names());
            throw new IllegalArgumentException(
                    VARIABLE + " is \"" + name + "\": set it to " + names + ", or leave it out", unknown);
        }
    }

    /**
     * The one with the scorer of that name.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static StandIn named(String name) {
        RerankScorer scorer = scorers().named(name);
        return switch (scorer.name()) {
            // no score says that nothing is in common: each token of a question has some token that is nearest to it
            case MaxSimScorer.NAME ->
                new StandIn(
                        scorer,
                        "token matching over the embedding model",
                        "by matching the tokens of question and passage over the embedding model: untrained late"
                                + " interaction, not ColBERT, and no rerank model",
                        "Of four ways to match tokens the one that did best on these questions was taken, so here its"
                                + " numbers flatter it.",
                        null);
            case BY_WORDS ->
                new StandIn(
                        scorer,
                        "BM25",
                        "by the words a passage shares with the question (BM25), not by a model",
                        "",
                        LEAST);
            case "word-overlap" ->
                new StandIn(
                        scorer,
                        "word overlap",
                        "by the part of the question's words that a passage has, not by a model",
                        "",
                        LEAST);
            default -> new StandIn(scorer, scorer.name(), "as the scorer " + scorer.name() + " does", "", null);
        };
    }

    /** One that scores in another way: by words, or by matching tokens where this one scores by words. */
    public StandIn other() {
        return named(leastScore == null ? BY_WORDS : MaxSimScorer.NAME);
    }

    private static RerankScorers scorers() {
        return RerankScorers.of(StandIn.class.getClassLoader());
    }
}
