package io.github.rerank4j;

import io.github.rerank4j.text.OneLine;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * One call of a reranker: what its log lines, its listeners and the calls it makes of other rerankers have in common.
 * Whoever takes a call makes one, and hands it on with {@link RerankRequest.Builder#calledBy}. Safe for use by many
 * threads.
 */
public final class CallContext {

    private final String reranker;
    private final long number;
    private final @Nullable CallContext parent;
    private final Map<Object, Object> attributes = new ConcurrentHashMap<>();

    private CallContext(String reranker, long number, @Nullable CallContext parent) {
        this.reranker = reranker;
        this.number = number;
        this.parent = parent;
    }

    /**
     * A new call.
     *
     * @param reranker the name of who takes it, such as a provider's
     * @param number its number among the calls of that reranker
     * @param parent the call it was made for; null for none
     * @throws IllegalArgumentException if the name is null or blank, or holds a line break or another control character
     */
    public static CallContext of(String reranker, long number, @Nullable CallContext parent) {
        if (OneLine.checkedName("reranker", reranker) == null) {
            throw new IllegalArgumentException("reranker is null; name who takes the call");
        }
        return new CallContext(reranker, number, parent);
    }

    /** Its number among the reranker's calls; after that of its parent and a slash, where it has one: {@code 3/12}. */
    public String id() {
        return parent == null ? Long.toString(number) : parent.id() + "/" + number;
    }

    /** The name of the reranker that has taken it. */
    public String reranker() {
        return reranker;
    }

    /** What listeners keep about it, for themselves and for each other; concurrent, so without nulls. */
    public Map<Object, Object> attributes() {
        return attributes;
    }

    /** The call it was made for: of a chain or a cache, for a call of one of its members. */
    public Optional<CallContext> parent() {
        return Optional.ofNullable(parent);
    }

    /** Shows no attribute. */
    @Override
    public String toString() {
        return "CallContext[id=" + id() + ", reranker=" + reranker + "]";
    }
}
