package io.github.rerank4j.examples.knowledge;

import io.github.rerank4j.testkit.RerankScorer;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What scores in the place of a provider's model where there is no key for it. */
public enum StandIn {
    /** The default. */
    TOKEN_MATCHING(
            "token matching over the embedding model",
            "by matching the tokens of question and passage over the embedding model: untrained late interaction, not"
                    + " ColBERT, and no rerank model",
            "Of four ways to match tokens the one that did best on these questions was taken, so here its numbers"
                    + " flatter it.",
            null),
    /** The classic that a rerank model has to beat. */
    BM25("BM25", "by the words a passage shares with the question (BM25), not by a model", "", 0.0005);

    /** The environment variable that names one: {@code token-matching} or {@code bm25}. */
    public static final String VARIABLE = "RERANK_STAND_IN";

    private final String title;
    private final String manner;
    private final String caveat;
    private final @Nullable Double leastScore;

    StandIn(String title, String manner, String caveat, @Nullable Double leastScore) {
        this.title = title;
        this.manner = manner;
        this.caveat = caveat;
        this.leastScore = leastScore;
    }

    /**
     * The one that an environment names.
     *
     * @throws IllegalArgumentException if it names one that there is not
     */
    public static StandIn of(Environment environment) {
        String name = environment.get(VARIABLE, "token-matching");
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "token-matching" -> TOKEN_MATCHING;
            case "bm25" -> BM25;
            default ->
                throw new IllegalArgumentException(
                        VARIABLE + " is \"" + name + "\": set it to token-matching or bm25, or leave it out");
        };
    }

    /** Scores as it does. */
    public RerankScorer scorer() {
        return this == BM25 ? new Bm25Scorer() : new MaxSimScorer();
    }

    /** What it is called. */
    public String title() {
        return title;
    }

    /** How it scores, to be put behind the word "scores". */
    public String manner() {
        return manner;
    }

    /** What has to be said beside its numbers on the questions that come with these examples; may be empty. */
    public String caveat() {
        return caveat;
    }

    /**
     * The least score of a passage that has anything in common with the question; null where no score says so, because
     * each token of a question has some token of a passage that is nearest to it.
     */
    public @Nullable Double leastScore() {
        return leastScore;
    }
}
