package io.github.rerank4j.examples.web;

import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A passage in its place in one of two lists.
 *
 * @param score how well it answers, by whoever put it into its place; null where nobody has
 * @param position its place, from 1
 * @param moved how many places reranking moved it up, below 0 for down; null if the other list does not have it
 */
public record Ranked(
        String id,
        String title,
        String text,
        @Nullable Double score,
        int position,
        @Nullable Integer moved) {

    /** The passages as they were found. */
    static List<Ranked> before(List<Source> before, List<Source> after) {
        return IntStream.range(0, before.size())
                .mapToObj(i -> {
                    int now = indexOf(before.get(i), after);
                    return of(before.get(i), i, now < 0 ? null : i - now);
                })
                .toList();
    }

    /** The passages as reranking left them. */
    static List<Ranked> after(List<Source> before, List<Source> after) {
        return IntStream.range(0, after.size())
                .mapToObj(i -> {
                    int once = indexOf(after.get(i), before);
                    return of(after.get(i), i, once < 0 ? null : once - i);
                })
                .toList();
    }

    /** The same passage where nobody has given it a score. */
    Ranked unjudged() {
        return new Ranked(id, title, text, null, position, moved);
    }

    private static Ranked of(Source source, int index, @Nullable Integer moved) {
        return new Ranked(source.id(), source.title(), source.text(), source.score(), index + 1, moved);
    }

    private static int indexOf(Source source, List<Source> sources) {
        return sources.stream().map(Source::id).toList().indexOf(source.id());
    }
}
