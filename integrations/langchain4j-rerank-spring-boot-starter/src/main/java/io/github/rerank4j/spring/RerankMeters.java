package io.github.rerank4j.spring;

import dev.langchain4j.model.output.TokenUsage;
import io.github.rerank4j.RerankCancelledContext;
import io.github.rerank4j.RerankEndContext;
import io.github.rerank4j.RerankErrorContext;
import io.github.rerank4j.RerankListener;
import io.github.rerank4j.RerankRequestContext;
import io.github.rerank4j.RerankRequestContext.Kind;
import io.github.rerank4j.RerankResponseContext;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;

/**
 * Counts the calls of rerankers. Each meter has the tags {@code reranker}, the name of the bean, which is {@code none}
 * for a model that the application made itself and gave this listener; {@code provider}; {@code model}, which is
 * {@code none} for a server that has just one, and {@code other} where a call names another than the configured one, of
 * which there may be any number; and {@code outcome}, which is {@code success}, {@code cancelled} or the simple name of
 * the exception.
 *
 * <ul>
 *   <li>{@code rerank.calls}: a timer of calls, waiting and retries included
 *   <li>{@code rerank.requests}: requests that calls were packed into
 *   <li>{@code rerank.retries}: attempts beyond the first of each request
 *   <li>{@code rerank.documents}: documents that calls were given
 *   <li>{@code rerank.tokens}: tokens, as far as services report them
 * </ul>
 *
 * Models alone are counted: chains and caches ask models, and would count them again. A call that a health check makes is
 * not counted.
 */
final class RerankMeters implements PerReranker {

    private static final String NONE = "none";
    private static final Object CHECK = new Object();

    private final MeterRegistry registry;
    private final String reranker;

    RerankMeters(MeterRegistry registry) {
        this(registry, NONE);
    }

    private RerankMeters(MeterRegistry registry, String reranker) {
        this.registry = registry;
        this.reranker = reranker;
    }

    @Override
    public RerankListener of(String reranker) {
        return new RerankMeters(registry, reranker);
    }

    @Override
    public void onRequest(RerankRequestContext context) {
        if (RerankCheck.isCallingOnThisThread()) {
            context.attributes().put(CHECK, true);
        }
    }

    @Override
    public void onResponse(RerankResponseContext context) {
        count(context, "success");
        if (isCounted(context.request())) {
            context.tokenUsage()
                    .map(TokenUsage::totalTokenCount)
                    .ifPresent(tokens -> registry.counter("rerank.tokens", tags(context.request(), "success"))
                            .increment(tokens));
        }
    }

    @Override
    public void onError(RerankErrorContext context) {
        count(context, context.error().getClass().getSimpleName());
    }

    @Override
    public void onCancelled(RerankCancelledContext context) {
        count(context, "cancelled");
    }

    private static boolean isCounted(RerankRequestContext request) {
        return request.kind() == Kind.MODEL && !request.attributes().containsKey(CHECK);
    }

    private void count(RerankEndContext end, String outcome) {
        if (!isCounted(end.request())) {
            return;
        }
        Tags tags = tags(end.request(), outcome);
        registry.timer("rerank.calls", tags).record(end.duration());
        registry.counter("rerank.requests", tags).increment(end.requests());
        registry.counter("rerank.retries", tags).increment(Math.max(0, end.attempts() - end.requests()));
        registry.counter("rerank.documents", tags).increment(end.request().documents());
    }

    private Tags tags(RerankRequestContext request, String outcome) {
        return Tags.of(
                "reranker", reranker, "provider", request.provider(), "model", model(request), "outcome", outcome);
    }

    private static String model(RerankRequestContext request) {
        return request.modelName().equals(request.defaultModelName())
                ? request.modelName().orElse(NONE)
                : "other";
    }
}
