package io.github.rerank4j.local;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The part of the query's words that a document has: from 0 for none of them to 1 for all. Named {@code word-overlap}.
 *
 * <p>A word is a run of letters and digits, in small letters; everything else separates words. Each Han character is a
 * word, as Chinese has no spaces. Words count once however often they occur. A query without words scores 0. The score of
 * a document does not depend on the others.
 */
public final class WordOverlapScorer implements RerankScorer {
    private static final Pattern WORD = Pattern.compile("\\p{IsHan}|[\\p{L}\\p{N}&&[^\\p{IsHan}]]+");

    /** For {@link java.util.ServiceLoader}, and everybody else. */
    public WordOverlapScorer() {}

    @Override
    public String name() {
        return "word-overlap";
    }

    @Override
    public double[] scores(String query, List<String> documents) {
        Set<String> asked = words(query);
        return documents.stream()
                .mapToDouble(document -> share(asked, words(document)))
                .toArray();
    }

    private static double share(Set<String> asked, Set<String> found) {
        found.retainAll(asked);
        return asked.isEmpty() ? 0 : (double) found.size() / asked.size();
    }

    private static Set<String> words(String text) {
        Set<String> words = new HashSet<>();
        Matcher word = WORD.matcher(text.toLowerCase(Locale.ROOT));
        while (word.find()) {
            words.add(word.group());
        }
        return words;
    }
}
