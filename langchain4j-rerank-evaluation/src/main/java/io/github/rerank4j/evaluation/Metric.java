package io.github.rerank4j.evaluation;

import io.github.rerank4j.internal.evaluation.ranking.RankedGrades;
import io.github.rerank4j.settings.MeantName;
import io.github.rerank4j.text.OneLine;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How well documents are ranked for one question, from 0 to 1. Relevant is a grade of at least 1; what has no grade is
 * not relevant. All relevant documents of the question count, also those that no candidate is. Immutable.
 */
public final class Metric {

    /** What is computed unless something else is asked for. */
    public static final List<Metric> DEFAULTS = List.of(ndcg(10), rr(10), map(), precision(5), recall(10), success(1));

    private static final Pattern NAME = Pattern.compile("([a-z]+)(?:@([1-9][0-9]{0,8}))?");
    private static final int WHOLE = Integer.MAX_VALUE;

    private final Kind kind;
    private final int cutoff;

    private Metric(Kind kind, int cutoff) {
        if (cutoff < 1) {
            throw new IllegalArgumentException(
                    "the cut-off of " + kind.word + " is " + cutoff + ", but must be at least 1");
        }
        this.kind = kind;
        this.cutoff = cutoff;
    }

    /** What is measured. */
    enum Kind {
        NDCG,
        RR,
        MAP,
        P,
        RECALL,
        SUCCESS,
        JUDGED;

        final String word = name().toLowerCase(Locale.ROOT);
    }

    /**
     * Normalised discounted cumulative gain of the first k documents (K. Järvelin and J. Kekäläinen, "Cumulated
     * gain-based evaluation of IR techniques", 2002), with the discount {@code log2(rank + 1)} and the ideal from all
     * judgements: trec_eval's {@code ndcg_cut}. Negative grades count as 0.
     */
    public static Metric ndcg(int k) {
        return new Metric(Kind.NDCG, k);
    }

    /**
     * One divided by the rank of the first relevant document (trec_eval's {@code recip_rank}, which has no cut-off); 0 if
     * it is beyond rank k.
     */
    public static Metric rr(int k) {
        return new Metric(Kind.RR, k);
    }

    /** Average precision: the precision at each relevant document, divided by how many relevant ones there are. */
    public static Metric map() {
        return new Metric(Kind.MAP, WHOLE);
    }

    /** The share of relevant documents among the first k, divided by k also where there are fewer. */
    public static Metric precision(int k) {
        return new Metric(Kind.P, k);
    }

    /** The share of all relevant documents that is among the first k. */
    public static Metric recall(int k) {
        return new Metric(Kind.RECALL, k);
    }

    /** 1 if a relevant document is among the first k, else 0. */
    public static Metric success(int k) {
        return new Metric(Kind.SUCCESS, k);
    }

    /** The share of the first k documents, or of all where there are fewer, that has a grade. */
    public static Metric judged(int k) {
        return new Metric(Kind.JUDGED, k);
    }

    /**
     * The metric of a name: {@code ndcg@10}, {@code rr@10}, {@code map}, {@code p@5}, {@code recall@10},
     * {@code success@1} or {@code judged@10}, in any case.
     *
     * @throws IllegalArgumentException if there is none; says which there are
     */
    public static Metric of(String name) {
        Matcher parts = NAME.matcher(name.strip().toLowerCase(Locale.ROOT));
        Kind kind = parts.matches() ? kind(parts.group(1)) : null;
        String cutoff = kind == null ? null : parts.group(2);
        if (kind == null || (kind == Kind.MAP) != (cutoff == null)) {
            throw new IllegalArgumentException("there is no metric \"" + OneLine.word(name) + "\"; " + meant(name)
                    + "give ndcg@K, rr@K, map, p@K, recall@K, success@K or judged@K, with a number for K");
        }
        return new Metric(kind, cutoff == null ? WHOLE : Integer.parseInt(cutoff));
    }

    private static String meant(String name) {
        String word = name.strip().toLowerCase(Locale.ROOT);
        int end = word.indexOf('@');
        List<String> meant = MeantName.among(
                Arrays.stream(Kind.values()).map(kind -> kind.word).toList(), end < 0 ? word : word.substring(0, end));
        return meant.isEmpty() || meant.contains(word) ? "" : MeantName.question(meant) + " Else ";
    }

    private static @Nullable Kind kind(String word) {
        for (Kind kind : Kind.values()) {
            if (kind.word.equals(word)) {
                return kind;
            }
        }
        return null;
    }

    /** Its name, such as {@code ndcg@10}. */
    public String name() {
        return cutoff == WHOLE ? kind.word : kind.word + "@" + cutoff;
    }

    /** What it is for a ranking. */
    double value(RankedGrades grades, Gain gain) {
        return switch (kind) {
            case NDCG -> grades.ndcg(cutoff, gain == Gain.EXPONENTIAL);
            case RR -> grades.reciprocalRank(cutoff);
            case MAP -> grades.averagePrecision();
            case P -> grades.precision(cutoff);
            case RECALL -> grades.recall(cutoff);
            case SUCCESS -> grades.success(cutoff);
            case JUDGED -> grades.judged(cutoff);
        };
    }

    /** How many documents count; more than there can be for all. */
    int cutoff() {
        return cutoff;
    }

    /** Whether only the first documents count. */
    boolean hasCutoff() {
        return cutoff != WHOLE;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Metric that && kind == that.kind && cutoff == that.cutoff;
    }

    @Override
    public int hashCode() {
        return Objects.hash(kind, cutoff);
    }

    /** Its name. */
    @Override
    public String toString() {
        return name();
    }
}
