package io.github.rerank4j.resilience;

import io.github.rerank4j.RerankListener;
import io.github.rerank4j.RerankRequestContext;

/**
 * Watches a chain: its own calls, as every {@link RerankListener} does, of
 * {@linkplain RerankRequestContext#kind() kind} {@code CHAIN}, and what becomes of its members. A call that no member has
 * answered ends with {@link #onError}. What is true of a {@link RerankListener} is true here: it must not block, it never
 * sees a text, and what it throws is logged and ignored.
 *
 * <p>What happens in one call may be reported by several threads at once. Nothing of a call begins to be reported after
 * its end, but what is being reported to a listener then may overlap with its end. Rests are a member's: they may begin
 * and end at any time.
 */
public interface FallbackListener extends RerankListener {

    /**
     * A member has failed, and another is asked, or is under way already. Not for a member that rests:
     * {@link io.github.rerank4j.RerankResponseContext#member} says who has answered.
     */
    default void onFallback(FallbackContext context) {}

    /** A member is still silent, and the next one is asked beside it. */
    default void onHedge(HedgeContext context) {}

    /**
     * A member was given up because another has answered before: its requests were cancelled on the wire, and may be
     * billed all the same.
     */
    default void onLoserCancelled(HedgeContext context) {}

    /** A member is not asked for a while. */
    default void onRest(MemberStatus member) {}

    /** A member that has rested has answered again. */
    default void onRestEnded(MemberStatus member) {}
}
