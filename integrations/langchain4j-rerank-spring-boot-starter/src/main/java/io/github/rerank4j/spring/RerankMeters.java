package io.github.rerank4j.spring;

import dev.langchain4j.model.output.TokenUsage;
import io.github.rerank4j.RerankListener;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;

/**
 * Counts the calls of rerankers. Each meter has the tags {@code provider}, {@code model} ({@code none} for a server that
 * has just one) and {@code outcome}, which is {@code success} or the simple name of the exception.
 *
 * <ul>
 *   <li>{@code rerank.calls}: a timer of calls, waiting and retries included
 *   <li>{@code rerank.requests}: requests that calls were packed into
 *   <li>{@code rerank.retries}: attempts beyond the first of each request
 *   <li>{@code rerank.documents}: documents that calls were given
 *   <li>{@code rerank.tokens}: tokens, as far as services report them
 * </ul>
 *
 * A call that was cancelled is not counted.
 */
final class RerankMeters implements RerankListener {

    private final MeterRegistry registry;

    RerankMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    @Override
    public void onResponse(ResponseContext context) {
        Tags tags = tags(context.request(), "success");
        count(context.request(), context.requests(), context.attempts(), context.duration(), tags);
        context.tokenUsage()
                .map(TokenUsage::totalTokenCount)
                .ifPresent(tokens -> registry.counter("rerank.tokens", tags).increment(tokens));
    }

    @Override
    public void onError(ErrorContext context) {
        Tags tags = tags(context.request(), context.error().getClass().getSimpleName());
        count(context.request(), context.requests(), context.attempts(), context.duration(), tags);
    }

    private void count(RequestContext request, int requests, int attempts, Duration duration, Tags tags) {
        registry.timer("rerank.calls", tags).record(duration);
        registry.counter("rerank.requests", tags).increment(requests);
        registry.counter("rerank.retries", tags).increment(Math.max(0, attempts - requests));
        registry.counter("rerank.documents", tags).increment(request.documents());
    }

    private static Tags tags(RequestContext request, String outcome) {
        return Tags.of(
                "provider", request.provider(), "model", request.modelName().orElse("none"), "outcome", outcome);
    }
}
