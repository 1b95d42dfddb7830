package io.github.rerank4j.quarkus.deployment;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A stand-in for a rerank model: which part of the query's words a document has. Each Chinese character is a word. */
final class WordOverlap {

    private static final Pattern WORD = Pattern.compile("\\p{IsHan}|[\\p{L}\\p{N}&&[^\\p{IsHan}]]+");
    private static final double LOGIT_RANGE = 8;

    private WordOverlap() {}

    /** From 0 for no word of the query to 1 for all of them. */
    static double share(String query, String document) {
        Set<String> asked = words(query);
        Set<String> found = words(document);
        found.retainAll(asked);
        return asked.isEmpty() ? 0 : (double) found.size() / asked.size();
    }

    /** The same from -4 to 4, for a service whose scores are logits. */
    static double logit(String query, String document) {
        return (share(query, document) - 0.5) * LOGIT_RANGE;
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
