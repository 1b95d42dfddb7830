package io.github.rerank4j.internal;

import io.github.rerank4j.RerankResponse;
import io.github.rerank4j.ScoreOutput;
import io.github.rerank4j.internal.call.CallScope;
import io.github.rerank4j.internal.packing.Batches;
import io.github.rerank4j.internal.packing.Batches.BatchScores;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Waits for the parts of a call and makes them one response. */
final class Merging {

    private final CallScope call;
    private final CallPlan plan;
    private final Batches batches;

    Merging(CallScope call, CallPlan plan, Batches batches) {
        this.call = call;
        this.plan = plan;
        this.batches = batches;
    }

    void await(List<CompletableFuture<BatchScores>> parts) {
        for (CompletableFuture<BatchScores> part : parts) {
            part.whenComplete((scores, failure) -> {
                if (failure != null) {
                    call.fail(failure, parts.size());
                } else if (call.countResponse() == parts.size()) {
                    succeed(parts);
                }
            });
        }
    }

    private void succeed(List<CompletableFuture<BatchScores>> parts) {
        RerankResponse response;
        try {
            List<BatchScores> all = new ArrayList<>(parts.size());
            for (CompletableFuture<BatchScores> part : parts) {
                all.add(part.join());
            }
            response = response(all);
        } catch (Throwable failure) {
            call.fail(failure, parts.size());
            return;
        }
        call.succeed(response, parts.size());
    }

    private RerankResponse response(List<BatchScores> parts) {
        double[] scores = batches.scores(parts);
        for (int i = 0; i < scores.length; i++) {
            scores[i] = ScoreOutput.requireFinite(
                    plan.output().of(scores[i], plan.traits().scale()), i);
        }
        return RerankResponse.of(
                plan.request(),
                scores,
                RerankResponse.Facts.builder()
                        .tokenUsage(Batches.usage(parts))
                        .modelName(modelName(parts))
                        .requestIds(requestIds(parts))
                        .attempts(call.attempts())
                        .build());
    }

    private @Nullable String modelName(List<BatchScores> parts) {
        String answered = parts.get(0).modelName();
        for (BatchScores part : parts) {
            if (!Objects.equals(part.modelName(), answered)) {
                // a service that changes its model meanwhile
                return null;
            }
        }
        return answered == null ? plan.call().modelName() : answered;
    }

    private static List<String> requestIds(List<BatchScores> parts) {
        List<String> ids = new ArrayList<>(parts.size());
        for (BatchScores part : parts) {
            if (part.requestId() != null) {
                ids.add(part.requestId());
            }
        }
        return ids;
    }
}
