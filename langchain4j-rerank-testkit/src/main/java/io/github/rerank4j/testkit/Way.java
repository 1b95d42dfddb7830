package io.github.rerank4j.testkit;

import io.github.rerank4j.RerankRequest;
import io.github.rerank4j.RerankResponse;
import io.github.rerank4j.service.RerankScoringModel;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The two ways to call a model; every promise holds for both. */
enum Way {
    /** On the caller's thread. */
    BLOCKING {
        @Override
        RerankResponse rerank(RerankScoringModel model, RerankRequest request) {
            return model.rerank(request);
        }
    },
    /** With a future. */
    ASYNC {
        @Override
        RerankResponse rerank(RerankScoringModel model, RerankRequest request) {
            return result(model.rerankAsync(request));
        }
    };

    private static final long PATIENCE_SECONDS = 30;

    abstract RerankResponse rerank(RerankScoringModel model, RerankRequest request);

    /** The scores of some documents for any query. */
    List<Double> score(RerankScoringModel model, String... documents) {
        return rerank(model, request(documents)).scores();
    }

    /** A call under way: on a thread of its own if it blocks. */
    CompletableFuture<RerankResponse> begin(RerankScoringModel model, String... documents) {
        return this == ASYNC
                ? model.rerankAsync(request(documents))
                : CompletableFuture.supplyAsync(() -> model.rerank(request(documents)), task -> start(task));
    }

    static RerankRequest request(String... documents) {
        return RerankRequest.builder()
                .query("the question of this test")
                .documents(List.of(documents))
                .build();
    }

    /** The result of a future; what went wrong is thrown as it is. */
    static <T> T result(CompletableFuture<T> future) {
        try {
            return future.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new AssertionError(failed.getCause());
        } catch (InterruptedException | TimeoutException late) {
            throw new AssertionError("no result within " + PATIENCE_SECONDS + " s", late);
        }
    }

    static Thread start(Runnable work) {
        Thread thread = new Thread(work, "contract-caller");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }
}
