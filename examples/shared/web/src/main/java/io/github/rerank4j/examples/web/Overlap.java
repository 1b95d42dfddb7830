package io.github.rerank4j.examples.web;

import io.github.rerank4j.local.Terms;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Whether passages speak of anything that a question asks for. A stand-in for a rerank model puts any passages into an
 * order, even for a question that means nothing, and its scores do not tell.
 *
 * <p>The rule: of the question's words that are more than grammar, one stands in a passage, or one that begins with the
 * same four letters. In Chinese two neighbouring characters are a word. Nothing of it was fitted to the questions that come
 * with the examples. It lets pass what shares a word by chance, and stops synonyms without one in
 * common: one of the 62 questions is turned away.
 */
final class Overlap {

    private static final int STEM = 4;

    private static final Set<String> GRAMMAR =
            Set.of(("a about after again all also am an and any are as at be because been"
                            + " before being but by can could did do does doing don't for from get had has have he her here him his how i"
                            + " if in into is it its just like many may me might more most much must my no not of off on one only or"
                            + " other our out over own she should so some such than that the their them then there these they this"
                            + " those to too under until up us very was we were what when where which while who whom whose why will"
                            + " with would you your s t 什么 怎么 么样 怎样 如何 为什 多少 哪里 哪些 哪个 是否 可以 能不 不能 我们 你们 他们 这个 那个 没有 一个")
                    .split(" "));

    private Overlap() {}

    /** Whether there is anything in common. */
    static boolean between(String question, List<Source> passages) {
        Set<String> asked = stems(question);
        return passages.stream()
                .flatMap(passage -> stems(passage.title() + "\n" + passage.text()).stream())
                .anyMatch(asked::contains);
    }

    private static Set<String> stems(String text) {
        return Terms.of(text).stream()
                .filter(term -> !GRAMMAR.contains(term))
                .map(Overlap::stem)
                .collect(Collectors.toSet());
    }

    private static String stem(String term) {
        return term.substring(0, term.offsetByCodePoints(0, Math.min(STEM, term.codePointCount(0, term.length()))));
    }
}
