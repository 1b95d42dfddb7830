package io.github.rerank4j.faults;

import io.github.rerank4j.RerankRequest;
import io.github.rerank4j.RerankResponse;
import io.github.rerank4j.Reranker;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The two ways to call a model. */
enum Way {
    BLOCKING {
        @Override
        RerankResponse rerank(Reranker model, RerankRequest request, Duration patience) {
            return model.rerank(request);
        }
    },
    ASYNC {
        @Override
        RerankResponse rerank(Reranker model, RerankRequest request, Duration patience) throws Throwable {
            try {
                return model.rerankAsync(request).get(patience.toNanos(), TimeUnit.NANOSECONDS);
            } catch (ExecutionException failed) {
                throw failed.getCause() == null ? failed : failed.getCause();
            } catch (TimeoutException late) {
                throw new AssertionError("no result within " + patience, late);
            }
        }
    };

    abstract RerankResponse rerank(Reranker model, RerankRequest request, Duration patience) throws Throwable;
}
