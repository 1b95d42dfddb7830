package io.github.rerank4j.spring;

import io.github.rerank4j.RerankRequest;
import io.github.rerank4j.RerankResponse;
import io.github.rerank4j.Reranker;
import io.github.rerank4j.concurrent.Durations;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks every reranker that is no chain or cache of others for one score, all of them at the same time: a call that costs
 * what a call costs.
 */
final class RerankCheck {

    private static final String CALL = "one call with the query \"ping\" and the document \"pong\"";

    private static final ThreadLocal<Boolean> CALLING = new ThreadLocal<>();

    private final Map<String, Reranker> models;
    private final Duration timeout;

    RerankCheck(Map<String, Reranker> models, Duration timeout) {
        this.models = new LinkedHashMap<>(models);
        this.models.values().removeIf(model -> !model.traits(null).members().isEmpty());
        this.timeout = timeout;
        Logger log = LoggerFactory.getLogger(RerankCheck.class);
        this.models.forEach((name, model) -> log.info("Each health check costs {} to {} ({})", CALL, name, model));
    }

    /** What came of it; no reranker is waited for longer than the timeout, and what is still under way then is ended. */
    Findings run() {
        Map<String, CompletableFuture<Map<String, String>>> calls = new LinkedHashMap<>();
        models.forEach((name, model) -> calls.put(name, call(model)));
        Map<String, Map<String, String>> details = new LinkedHashMap<>();
        calls.forEach((name, call) -> details.put(name, call.join()));
        return new Findings(details.values().stream().noneMatch(detail -> detail.containsKey("error")), details);
    }

    /** Whether this thread is starting the call of a check. */
    static boolean isCallingOnThisThread() {
        return CALLING.get() != null;
    }

    private CompletableFuture<Map<String, String>> call(Reranker model) {
        RerankRequest ping =
                RerankRequest.builder().query("ping").documents(List.of("pong")).build();
        CompletableFuture<RerankResponse> call = started(model, ping);
        return call.thenApply(Function.identity())
                .orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
                .handle((response, failure) -> {
                    call.cancel(true);
                    return details(model, failure);
                });
    }

    private static CompletableFuture<RerankResponse> started(Reranker model, RerankRequest ping) {
        CALLING.set(true);
        try {
            return model.rerankAsync(ping);
        } finally {
            CALLING.remove();
        }
    }

    private Map<String, String> details(Reranker model, @Nullable Throwable failure) {
        Map<String, String> details = new LinkedHashMap<>();
        details.put("reranker", model.toString());
        details.put("called", CALL);
        if (failure != null) {
            details.put("error", message(failure));
        }
        return details;
    }

    private String message(Throwable failure) {
        if (failure instanceof TimeoutException) {
            return "no response within " + Durations.readable(timeout);
        }
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        return String.valueOf(cause);
    }

    /**
     * What came of a check.
     *
     * @param up whether every reranker answered
     * @param details by the name of its bean: which reranker it is, what it was asked, and its error if there was one
     */
    record Findings(boolean up, Map<String, Map<String, String>> details) {}
}
