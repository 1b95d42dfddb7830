package io.github.rerank4j.resilience;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Which model answers under the name that is asked, as its responses said last; until the first, the one that was asked.
 * Safe for use by many threads.
 */
final class AnsweringModels {

    /**
     * Calls may name any model. Of more names than these, those that answer as themselves are forgotten: nothing is lost
     * with them. If there are none, what is asked under one more name is not remembered.
     */
    private static final int MOST = 1_000;

    private final Map<String, Said> said = new ConcurrentHashMap<>();

    /**
     * What a response said.
     *
     * @param question the number of the question that it answered; one asked earlier says nothing of today
     * @param named whether any response has said a name
     */
    private record Said(String name, long question, boolean named) {}

    /** The name of the one that answers; empty for one without a name, null if too many are asked to say. */
    @Nullable
    String now(@Nullable String asked) {
        String name = named(asked);
        Said last = said.get(name);
        if (last != null) {
            return last.name();
        }
        return hasRoom() ? name : null;
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
        if (last == null ? hasRoom() : last.question() < question) {
            said.merge(key, new Said(answering, question, name != null), AnsweringModels::newer);
        }
        return answering;
    }

    /** Whether a response without a name leaves open who of several has answered: others have said theirs. */
    boolean isDoubtful(@Nullable String asked, @Nullable String name) {
        Said last = name == null ? said.get(named(asked)) : null;
        return last != null && last.named();
    }

    private static Said newer(Said before, Said now) {
        Said newer = before.question() > now.question() ? before : now;
        return new Said(newer.name(), newer.question(), before.named() || now.named());
    }

    private boolean hasRoom() {
        if (said.size() < MOST) {
            return true;
        }
        Map.Entry<String, Said> itself = said.entrySet().stream()
                .filter(entry -> entry.getKey().equals(entry.getValue().name()))
                .findFirst()
                .orElse(null);
        return itself != null && said.remove(itself.getKey(), itself.getValue());
    }

    private static String named(@Nullable String name) {
        return name == null ? "" : name;
    }
}
