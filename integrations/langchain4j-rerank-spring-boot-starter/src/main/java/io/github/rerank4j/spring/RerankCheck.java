package io.github.rerank4j.spring;

import io.github.rerank4j.RerankRequest;
import io.github.rerank4j.RerankScoringModel;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks every reranker for one score, all of them at the same time: a call that costs what a call costs. */
final class RerankCheck {

    private static final String CALL = "one call with the query \"ping\" and the document \"pong\"";

    private final Map<String, RerankScoringModel> models;

    RerankCheck(Map<String, RerankScoringModel> models) {
        this.models = models;
        Logger log = LoggerFactory.getLogger(RerankCheck.class);
        models.forEach((name, model) -> log.info("each health check costs {} to {} ({})", CALL, name, model));
    }

    /** What came of it; waits as long as the slowest reranker's timeout at most. */
    Findings run() {
        Map<String, CompletableFuture<Map<String, String>>> calls = new LinkedHashMap<>();
        models.forEach((name, model) -> calls.put(name, call(model)));
        Map<String, Map<String, String>> details = new LinkedHashMap<>();
        calls.forEach((name, call) -> details.put(name, call.join()));
        return new Findings(details.values().stream().noneMatch(detail -> detail.containsKey("error")), details);
    }

    private static CompletableFuture<Map<String, String>> call(RerankScoringModel model) {
        RerankRequest ping =
                RerankRequest.builder().query("ping").documents(List.of("pong")).build();
        return model.rerankAsync(ping).handle((response, failure) -> details(model, failure));
    }

    private static Map<String, String> details(RerankScoringModel model, @Nullable Throwable failure) {
        Map<String, String> details = new LinkedHashMap<>();
        details.put("reranker", model.toString());
        details.put("called", CALL);
        if (failure != null) {
            details.put("error", failure.getClass().getName() + ": " + failure.getMessage());
        }
        return details;
    }

    /**
     * What came of a check.
     *
     * @param up whether every reranker answered
     * @param details by the name of its bean: which reranker it is, what it was asked, and its error if there was one
     */
    record Findings(boolean up, Map<String, Map<String, String>> details) {}
}
