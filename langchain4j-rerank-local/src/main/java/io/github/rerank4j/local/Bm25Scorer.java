package io.github.rerank4j.local;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Okapi BM25 in the place of a rerank model: documents that share rare words with the query come first. Named
 * {@code bm25}.
 *
 * <p>The formula is that of Robertson and Zaragoza, <i>The Probabilistic Relevance Framework: BM25 and Beyond</i> (2009),
 * with what Lucene takes as default, {@code k1} 1.2 and {@code b} 0.75, and with Lucene's rarity of a word,
 * {@code ln(1 + (N - n + 0.5) / (n + 0.5))}, which is never negative. {@code N} is the number of documents of the call and
 * {@code n} of those that have the word: how rare a word is, it knows from these documents alone, so a score depends on the
 * other documents of its call. Scores begin at 0 and have no upper end. Words are {@link Terms}; one that the query repeats
 * counts once.
 */
public final class Bm25Scorer implements RerankScorer {
    private static final double SATURATION = 1.2;
    private static final double LENGTH_WEIGHT = 0.75;

    /** For {@link java.util.ServiceLoader}, and everybody else. */
    public Bm25Scorer() {}

    @Override
    public String name() {
        return "bm25";
    }

    @Override
    public double[] scores(String query, List<String> documents) {
        List<Map<String, Long>> counts =
                documents.stream().map(Bm25Scorer::counts).toList();
        // at least 1: documents may all be empty
        double averageLength = Math.max(
                1, counts.stream().mapToLong(Bm25Scorer::length).average().orElse(0));
        Map<String, Double> rarities = new TreeMap<>();
        Terms.of(query).forEach(term -> rarities.computeIfAbsent(term, wanted -> rarity(wanted, counts)));
        return counts.stream()
                .mapToDouble(document -> score(rarities, document, length(document) / averageLength))
                .toArray();
    }

    private static Map<String, Long> counts(String text) {
        return Terms.of(text).stream().collect(groupingBy(Function.identity(), counting()));
    }

    private static long length(Map<String, Long> document) {
        return document.values().stream().mapToLong(Long::longValue).sum();
    }

    private static double rarity(String term, List<Map<String, Long>> documents) {
        long with = documents.stream()
                .filter(document -> document.containsKey(term))
                .count();
        return Math.log(1 + (documents.size() - with + 0.5) / (with + 0.5));
    }

    private static double score(Map<String, Double> rarities, Map<String, Long> document, double relativeLength) {
        return rarities.entrySet().stream()
                .mapToDouble(term -> term.getValue() * weight(document.getOrDefault(term.getKey(), 0L), relativeLength))
                .sum();
    }

    private static double weight(long occurrences, double relativeLength) {
        double damping = SATURATION * (1 - LENGTH_WEIGHT + LENGTH_WEIGHT * relativeLength);
        return occurrences * (SATURATION + 1) / (occurrences + damping);
    }
}
