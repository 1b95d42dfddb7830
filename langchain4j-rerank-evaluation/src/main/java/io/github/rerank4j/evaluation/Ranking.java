package io.github.rerank4j.evaluation;

import io.github.rerank4j.internal.evaluation.ranking.RankedGrades;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The candidates of one question as one model ranks them. Immutable. */
final class Ranking {

    private final List<Candidate> candidates;
    private final RankedGrades grades;
    private final int[] groupEnds;

    private Ranking(List<Candidate> candidates, RankedGrades grades, int[] groupEnds) {
        this.candidates = candidates;
        this.grades = grades;
        this.groupEnds = groupEnds;
    }

    /** In the order in which they are. */
    static Ranking inOrder(List<Candidate> candidates, Map<String, Integer> judgements) {
        return new Ranking(
                candidates,
                grades(candidates, judgements),
                IntStream.rangeClosed(1, candidates.size()).toArray());
    }

    /** By scores, and equal scores by the bytes of the id, both descending. */
    static Ranking byScores(List<Candidate> candidates, List<Double> scores, Map<String, Integer> judgements) {
        int[] order = IntStream.range(0, candidates.size())
                .boxed()
                .sorted(Comparator.<Integer>comparingDouble(i -> scores.get(i) + 0.0)
                        .thenComparing(i -> candidates.get(i).id(), Ids.BY_BYTES)
                        .reversed())
                .mapToInt(i -> i)
                .toArray();
        List<Candidate> ranked = new ArrayList<>(order.length);
        IntStream.Builder ends = IntStream.builder();
        for (int rank = 0; rank < order.length; rank++) {
            ranked.add(candidates.get(order[rank]));
            if (rank + 1 == order.length || scores.get(order[rank]) + 0.0 != scores.get(order[rank + 1]) + 0.0) {
                ends.add(rank + 1);
            }
        }
        return new Ranking(ranked, grades(ranked, judgements), ends.build().toArray());
    }

    private static RankedGrades grades(List<Candidate> ranked, Map<String, Integer> judgements) {
        return RankedGrades.of(
                ranked.stream()
                        .mapToInt(candidate -> grade(judgements.get(candidate.id())))
                        .toArray(),
                judgements.values().stream().mapToInt(grade -> grade).toArray());
    }

    /** The lowest grade that a judge can give counts as the one above it, as its number says that there was no judge. */
    private static int grade(@Nullable Integer judgement) {
        return judgement == null ? RankedGrades.UNJUDGED : Math.max(judgement, RankedGrades.UNJUDGED + 1);
    }

    RankedGrades grades() {
        return grades;
    }

    /** Whether two documents have equal scores. */
    boolean hasTies() {
        return groupEnds.length < candidates.size();
    }

    /** With equal scores in the best order, or the worst one. */
    RankedGrades arranged(boolean best) {
        return grades.arranged(groupEnds, best);
    }

    /** The first document; null for none. */
    @Nullable
    Candidate first() {
        return candidates.isEmpty() ? null : candidates.get(0);
    }

    /** The best ranked of these documents; null for none. */
    @Nullable
    Candidate firstRelevant(Map<String, Integer> judgements) {
        return candidates.stream()
                .filter(candidate -> judgements.getOrDefault(candidate.id(), 0) >= 1)
                .findFirst()
                .orElse(null);
    }

    /** The rank of a document, from 1; 0 if it is not there. */
    int rank(@Nullable Candidate candidate) {
        return candidates.indexOf(candidate) + 1;
    }
}
