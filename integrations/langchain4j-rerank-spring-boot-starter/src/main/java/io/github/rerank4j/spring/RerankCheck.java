package io.github.rerank4j.spring;

import io.github.rerank4j.RerankRequest;
import io.github.rerank4j.RerankResponse;
import io.github.rerank4j.Reranker;
import io.github.rerank4j.RerankerTraits;
import io.github.rerank4j.concurrent.Durations;
import io.github.rerank4j.resilience.CachingScoringModel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks every model for one score, all of them at the same time: a call that costs what a call costs. Chains are not asked:
 * their members are, and one that answers is enough.
 */
final class RerankCheck {

    private static final String CALL = "one call with the query \"ping\" and the document \"pong\"";

    private static final ThreadLocal<Boolean> CALLING = new ThreadLocal<>();

    private final Map<String, Reranker> models = new LinkedHashMap<>();
    private final Map<String, CheckedReranker> chains = new LinkedHashMap<>();
    private final List<CheckedReranker> outermost = new ArrayList<>();
    private final Duration timeout;

    RerankCheck(Map<String, Reranker> rerankers, Duration timeout) {
        this.timeout = timeout;
        rerankers.forEach((name, reranker) -> {
            CheckedReranker checked = new CheckedReranker(reranker);
            if (reranker instanceof CachingScoringModel) {
                // a cache would answer for its model
                models.put(name, checked.members().get(0).reranker());
            } else if (checked.isChain()) {
                chains.put(name, checked);
            } else {
                models.put(name, reranker);
            }
        });
        Set<Reranker> members = identitySet();
        chains.forEach((name, chain) -> add(chain, name, members));
        rerankers.values().stream()
                .filter(reranker -> !members.contains(reranker))
                .map(CheckedReranker::new)
                .forEach(outermost::add);
        Logger log = LoggerFactory.getLogger(RerankCheck.class);
        models.forEach((name, model) -> log.info("Each health check costs {} to {} ({})", CALL, name, model));
    }

    /** Adds the members of a chain, and theirs; a model that is no bean is called by the names of its chains and its own. */
    private void add(CheckedReranker chain, String name, Set<Reranker> members) {
        for (RerankerTraits.Member member : chain.members()) {
            CheckedReranker checked = new CheckedReranker(member.reranker());
            members.add(member.reranker());
            if (checked.isChain()) {
                add(checked, name + "." + member.name(), members);
            } else if (models.values().stream().noneMatch(model -> model == member.reranker())) {
                models.put(name + "." + member.name(), member.reranker());
            }
        }
    }

    /** What came of it; no reranker is waited for longer than the timeout, and what is still under way then is ended. */
    Findings run() {
        List<Call> calls = new ArrayList<>();
        models.forEach((name, model) -> calls.add(new Call(name, model, call(model))));
        Map<String, Map<String, Object>> details = new LinkedHashMap<>();
        Set<Reranker> failed = identitySet();
        for (Call call : calls) {
            Map<String, Object> detail = call.details().join();
            details.put(call.name(), detail);
            if (detail.containsKey("error")) {
                failed.add(call.model());
            }
        }
        chains.forEach((name, chain) -> details.put(name, chain.details(chain.isUp(failed))));
        return new Findings(outermost.stream().allMatch(checked -> checked.isUp(failed)), details);
    }

    private static Set<Reranker> identitySet() {
        return Collections.newSetFromMap(new IdentityHashMap<>());
    }

    /** Whether this thread is starting the call of a check. */
    static boolean isCallingOnThisThread() {
        return CALLING.get() != null;
    }

    private CompletableFuture<Map<String, Object>> call(Reranker model) {
        RerankRequest ping =
                RerankRequest.builder().query("ping").documents(List.of("pong")).build();
        CompletableFuture<RerankResponse> call = started(model, ping);
        return call.thenApply(Function.identity())
                .orTimeout(Durations.saturatedNanos(timeout), TimeUnit.NANOSECONDS)
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

    private Map<String, Object> details(Reranker model, @Nullable Throwable failure) {
        Map<String, Object> details = new LinkedHashMap<>();
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
     * @param up whether every reranker that is no member of a chain answered, of a chain a member
     * @param details by the name of its bean: which reranker it is, what it was asked, and its error if there was one; of
     *     a chain who is asked and who rests
     */
    record Findings(boolean up, Map<String, Map<String, Object>> details) {}

    /** A model that is being asked. */
    private record Call(String name, Reranker model, CompletableFuture<Map<String, Object>> details) {}
}
