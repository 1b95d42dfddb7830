package io.github.rerank4j.testkit;

import io.github.rerank4j.RerankRequest;
import io.github.rerank4j.RerankResponse;
import io.github.rerank4j.Reranker;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The two ways to call a reranker; every promise holds for both. */
enum Way {
    /** On the caller's thread. */
    BLOCKING {
        @Override
        RerankResponse rerank(Reranker reranker, RerankRequest request) {
            return reranker.rerank(request);
        }
    },
    /** With a future. */
    ASYNC {
        @Override
        RerankResponse rerank(Reranker reranker, RerankRequest request) {
            return result(reranker.rerankAsync(request));
        }
    };

    private static final long PATIENCE_SECONDS = 30;

    abstract RerankResponse rerank(Reranker reranker, RerankRequest request);

    /** The scores of some documents for any query. */
    List<Double> score(Reranker reranker, String... documents) {
        return rerank(reranker, request(documents)).scores();
    }

    /** A call under way: on a thread of its own if it blocks. */
    CompletableFuture<RerankResponse> begin(Reranker reranker, String... documents) {
        return begin(reranker, request(documents));
    }

    /** A call under way: on a thread of its own if it blocks. */
    CompletableFuture<RerankResponse> begin(Reranker reranker, RerankRequest request) {
        return this == ASYNC
                ? reranker.rerankAsync(request)
                : CompletableFuture.supplyAsync(() -> reranker.rerank(request), task -> start(task));
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
