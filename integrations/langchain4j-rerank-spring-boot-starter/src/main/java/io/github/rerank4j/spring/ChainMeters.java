package io.github.rerank4j.spring;

import io.github.rerank4j.RerankCancelledContext;
import io.github.rerank4j.RerankEndContext;
import io.github.rerank4j.RerankErrorContext;
import io.github.rerank4j.RerankListener;
import io.github.rerank4j.RerankRequestContext.Kind;
import io.github.rerank4j.RerankResponseContext;
import io.github.rerank4j.resilience.FallbackContext;
import io.github.rerank4j.resilience.FallbackListener;
import io.github.rerank4j.resilience.HedgeContext;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Counts what becomes of the calls of chains. Each meter has the tag {@code reranker}, the name of the chain's bean, which
 * is {@code none} for a chain that the application made itself and gave this listener.
 *
 * <ul>
 *   <li>{@code rerank.chain}: a timer of calls, with the tags {@code member}, which is who answered or {@code none}, and
 *       {@code outcome}, which is {@code success}, {@code cancelled} or the simple name of the exception
 *   <li>{@code rerank.fallbacks}: failures of a member after which another was asked, with the tags {@code from},
 *       {@code to} and {@code reason}, the simple name of the exception
 *   <li>{@code rerank.hedges}: members asked beside a silent one, with the tag {@code outcome}, which is {@code won} if
 *       that member answered, {@code lost} if another did, {@code failed} if none did, and {@code cancelled}
 * </ul>
 *
 * What members do is counted as calls of models, by {@link RerankMeters}.
 */
final class ChainMeters implements PerReranker, FallbackListener {

    private static final String NONE = "none";

    private final Object hedged = new Object();
    private final MeterRegistry registry;
    private final String reranker;

    ChainMeters(MeterRegistry registry) {
        this(registry, NONE);
    }

    private ChainMeters(MeterRegistry registry, String reranker) {
        this.registry = registry;
        this.reranker = reranker;
    }

    @Override
    public RerankListener of(String reranker) {
        return new ChainMeters(registry, reranker);
    }

    @Override
    public void onFallback(FallbackContext context) {
        String reason = context.failure().getClass().getSimpleName();
        registry.counter(
                        "rerank.fallbacks",
                        "reranker",
                        reranker,
                        "from",
                        context.from(),
                        "to",
                        context.to(),
                        "reason",
                        reason)
                .increment();
    }

    @Override
    public void onHedge(HedgeContext context) {
        hedges(context.call().attributes()).add(context.other());
    }

    @Override
    public void onResponse(RerankResponseContext context) {
        String member = context.member().orElse(NONE);
        count(context, member, "success");
        countHedges(context, member, "lost");
    }

    @Override
    public void onError(RerankErrorContext context) {
        count(context, NONE, context.error().getClass().getSimpleName());
        countHedges(context, NONE, "failed");
    }

    @Override
    public void onCancelled(RerankCancelledContext context) {
        count(context, NONE, "cancelled");
        countHedges(context, NONE, "cancelled");
    }

    private void count(RerankEndContext end, String member, String outcome) {
        if (end.request().kind() == Kind.CHAIN) {
            registry.timer("rerank.chain", "reranker", reranker, "member", member, "outcome", outcome)
                    .record(end.duration());
        }
    }

    private void countHedges(RerankEndContext end, String member, String otherwise) {
        if (end.request().kind() != Kind.CHAIN || !end.attributes().containsKey(hedged)) {
            return;
        }
        for (String asked : hedges(end.attributes())) {
            // of a chain in a chain the member is called inner/member
            boolean won = member.equals(asked) || member.startsWith(asked + "/");
            registry.counter("rerank.hedges", "reranker", reranker, "outcome", won ? "won" : otherwise)
                    .increment();
        }
    }

    /** The members that were asked beside silent ones. */
    @SuppressWarnings("unchecked")
    private Set<String> hedges(Map<Object, Object> attributes) {
        return (Set<String>) attributes.computeIfAbsent(hedged, key -> ConcurrentHashMap.<String>newKeySet());
    }
}
