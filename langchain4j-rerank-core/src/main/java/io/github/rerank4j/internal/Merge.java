package io.github.rerank4j.internal;

import io.github.rerank4j.RerankRequest;
import io.github.rerank4j.RerankResponse;
import io.github.rerank4j.internal.Batches.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Waits for the parts of a call and makes them one response. */
final class Merge {

    private final CallScope call;
    private final RerankRequest request;
    private final Batches batches;
    private final boolean logistic;

    /** With scores that are logits and to be handed over as probabilities, or not. */
    Merge(CallScope call, RerankRequest request, Batches batches, boolean logistic) {
        this.call = call;
        this.request = request;
        this.batches = batches;
        this.logistic = logistic;
    }

    void await(List<CompletableFuture<Part>> parts) {
        for (CompletableFuture<Part> part : parts) {
            part.whenComplete((scores, failure) -> {
                if (failure != null) {
                    call.fail(failure, parts.size());
                } else if (call.countAnswer() == parts.size()) {
                    succeed(parts);
                }
            });
        }
    }

    private void succeed(List<CompletableFuture<Part>> parts) {
        RerankResponse response;
        try {
            List<Part> all = new ArrayList<>(parts.size());
            for (CompletableFuture<Part> part : parts) {
                all.add(part.join());
            }
            response = response(all);
        } catch (Throwable failure) {
            call.fail(failure, parts.size());
            return;
        }
        call.succeed(response, parts.size());
    }

    private RerankResponse response(List<Part> parts) {
        List<Double> scores = new ArrayList<>(request.documents().size());
        for (double score : batches.scores(parts)) {
            scores.add(logistic ? 1 / (1 + Math.exp(-score)) : score);
        }
        return RerankResponse.of(
                request,
                scores,
                new RerankResponse.Facts(Batches.usage(parts), modelName(parts), requestIds(parts), call.attempts()));
    }

    private @Nullable String modelName(List<Part> parts) {
        String answered = parts.get(0).modelName();
        return answered == null ? batches.list().get(0).call().modelName() : answered;
    }

    private static List<String> requestIds(List<Part> parts) {
        List<String> ids = new ArrayList<>(parts.size());
        for (Part part : parts) {
            if (part.requestId() != null) {
                ids.add(part.requestId());
            }
        }
        return ids;
    }
}
