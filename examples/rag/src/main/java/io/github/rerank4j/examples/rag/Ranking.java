package io.github.rerank4j.examples.rag;

import io.github.rerank4j.evaluation.TrecRun;
import io.github.rerank4j.examples.knowledge.Question;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;

/** The candidates for a question, the best first. */
record Ranking(Question question, List<FoundPassage> candidates) {

    Ranking {
        candidates = List.copyOf(candidates);
    }

    /** The place of the best right passage, from 1; empty if none is among the candidates. */
    OptionalInt place() {
        return IntStream.range(0, candidates.size())
                .filter(i -> question.rightPassages().contains(candidates.get(i).id()))
                .map(i -> i + 1)
                .findFirst();
    }

    /** The place of a passage, from 1; 0 if it is no candidate. */
    int placeOf(String id) {
        return order().indexOf(id) + 1;
    }

    /** The ids of the candidates, the best first. */
    List<String> order() {
        return candidates.stream().map(FoundPassage::id).toList();
    }

    /**
     * This ranking, if it is one of the same candidates as another and in the order of its scores.
     *
     * @throws IllegalStateException if it is not: candidates were lost, doubled, or misplaced
     */
    Ranking checkedAgainst(Ranking before) {
        if (candidates.size() != before.candidates.size()
                || !Set.copyOf(order()).equals(Set.copyOf(before.order()))) {
            throw new IllegalStateException("wrong data: " + before.candidates.size() + " candidates went in for "
                    + question.id() + ", but " + candidates.size() + " came out, or others");
        }
        for (int i = 1; i < candidates.size(); i++) {
            if (candidates.get(i - 1).score() < candidates.get(i).score()) {
                throw new IllegalStateException("wrong data: place " + (i + 1) + " for " + question.id()
                        + " has a higher score than the one before it");
            }
        }
        return this;
    }

    /** Rankings as a run, in which equal scores are in the order of {@code trec_eval}. */
    static TrecRun run(List<Ranking> rankings) {
        Map<String, Map<String, Double>> scores = new LinkedHashMap<>();
        for (Ranking ranking : rankings) {
            Map<String, Double> ofOne = new LinkedHashMap<>();
            ranking.candidates().forEach(each -> ofOne.put(each.id(), each.score()));
            scores.put(ranking.question().id(), ofOne);
        }
        return TrecRun.of(scores);
    }
}
