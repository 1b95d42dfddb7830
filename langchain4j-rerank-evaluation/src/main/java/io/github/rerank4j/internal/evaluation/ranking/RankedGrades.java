package io.github.rerank4j.internal.evaluation.ranking;

import java.util.Arrays;
import java.util.function.IntToDoubleFunction;

/**
 * The grades of one question's documents, best ranked first, and the metrics of that ranking. Relevant is a grade of at
 * least 1. Immutable.
 */
public final class RankedGrades {

    /** Of a document that nobody has judged. */
    public static final int UNJUDGED = Integer.MIN_VALUE;

    private static final double LOG_2 = Math.log(2);

    private final int[] ranked;
    /** The relevant grades of all judgements of the question, highest first. */
    private final int[] ideal;

    private RankedGrades(int[] ranked, int[] ideal) {
        this.ranked = ranked;
        this.ideal = ideal;
    }

    /**
     * A ranking.
     *
     * @param ranked the grades of the documents in their order
     * @param judgements all grades of the question, in any order
     */
    public static RankedGrades of(int[] ranked, int[] judgements) {
        int[] ideal = Arrays.stream(judgements).filter(grade -> grade >= 1).toArray();
        Arrays.sort(ideal);
        reverse(ideal, 0, ideal.length);
        return new RankedGrades(ranked.clone(), ideal);
    }

    /** How many relevant documents there are, ranked or not. */
    public int relevant() {
        return ideal.length;
    }

    /** Whether one of the ranked documents is relevant. */
    public boolean hasRelevant() {
        return found(ranked.length) > 0;
    }

    /** The same documents in the order that no reranker could better. */
    public RankedGrades best() {
        return arranged(new int[] {ranked.length}, true);
    }

    /**
     * The same ranking with each group of equal scores in its best or its worst order.
     *
     * @param ends behind the last document of each group, ascending
     */
    public RankedGrades arranged(int[] ends, boolean best) {
        int[] arranged = ranked.clone();
        int start = 0;
        for (int end : ends) {
            Arrays.sort(arranged, start, end);
            if (best) {
                reverse(arranged, start, end);
            }
            start = end;
        }
        return new RankedGrades(arranged, ideal);
    }

    private static void reverse(int[] numbers, int start, int end) {
        for (int low = start, high = end - 1; low < high; low++, high--) {
            int number = numbers[low];
            numbers[low] = numbers[high];
            numbers[high] = number;
        }
    }

    /** Normalised discounted cumulative gain of the first k, with the ideal of all judgements. */
    public double ndcg(int k, boolean exponential) {
        if (ideal.length == 0) {
            return 0;
        }
        IntToDoubleFunction gain = exponential ? Gains.exponential(ideal[0]) : Gains.linear();
        return dcg(ranked, k, gain) / dcg(ideal, k, gain);
    }

    private static double dcg(int[] grades, int k, IntToDoubleFunction gain) {
        double sum = 0;
        for (int i = 0; i < Math.min(k, grades.length); i++) {
            sum += gain.applyAsDouble(grades[i]) * LOG_2 / Math.log(i + 2.0);
        }
        return sum;
    }

    /** One divided by the rank of the first relevant document; 0 beyond k. */
    public double reciprocalRank(int k) {
        for (int i = 0; i < Math.min(k, ranked.length); i++) {
            if (ranked[i] >= 1) {
                return 1.0 / (i + 1);
            }
        }
        return 0;
    }

    /** The precision at each relevant document, summed, and divided by all relevant ones. */
    public double averagePrecision() {
        double sum = 0;
        int found = 0;
        for (int i = 0; i < ranked.length; i++) {
            if (ranked[i] >= 1) {
                found++;
                sum += (double) found / (i + 1);
            }
        }
        return found == 0 ? 0 : sum / ideal.length;
    }

    /** Relevant ones of the first k, divided by k. */
    public double precision(int k) {
        return (double) found(k) / k;
    }

    /** Relevant ones of the first k, divided by all relevant ones. */
    public double recall(int k) {
        return ideal.length == 0 ? 0 : (double) found(k) / ideal.length;
    }

    /** 1 if there is a relevant one among the first k, else 0. */
    public double success(int k) {
        return found(k) > 0 ? 1 : 0;
    }

    /** Judged ones of the first k, divided by how many there are of these. */
    public double judged(int k) {
        int seen = Math.min(k, ranked.length);
        long judged = Arrays.stream(ranked, 0, seen)
                .filter(grade -> grade != UNJUDGED)
                .count();
        return seen == 0 ? 0 : (double) judged / seen;
    }

    private int found(int k) {
        int found = 0;
        for (int i = 0; i < Math.min(k, ranked.length); i++) {
            found += ranked[i] >= 1 ? 1 : 0;
        }
        return found;
    }
}
