package io.github.rerank4j.resilience;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Which model answers under the name that is asked, as its responses said last; until the first, the one that was asked.
 * Safe for use by many threads.
 */
final class AnsweringModels {

    /** Calls may name any model. What is asked under more names than these is not remembered. */
    private static final int MOST = 1_000;

    private final Map<String, Said> said = new ConcurrentHashMap<>();

    /**
     * What a response said.
     *
     * @param question the number of the question that it answered; one asked earlier says nothing of today
     */
    private record Said(String name, long question) {}

    /** The name of the one that answers; empty for one without a name, null if too many are asked to say. */
    @Nullable
    String now(@Nullable String asked) {
        String name = named(asked);
        Said last = said.get(name);
        if (last != null) {
            return last.name();
        }
        return said.size() < MOST ? name : null;
    }

    /**
     * A response has come.
     *
     * @param name who answered; null where that has no name
     * @return the same as {@link #now} says if it counts
     */
    String answered(@Nullable String asked, long question, @Nullable String name) {
        String key = named(asked);
        String answering = name == null ? key : name;
        Said last = said.get(key);
        if (last == null ? said.size() < MOST : last.question() < question) {
            said.merge(
                    key,
                    new Said(answering, question),
                    (before, now) -> before.question() > now.question() ? before : now);
        }
        return answering;
    }

    private static String named(@Nullable String name) {
        return name == null ? "" : name;
    }
}
