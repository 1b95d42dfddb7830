package io.github.rerank4j.cli.model;

import io.github.rerank4j.RerankRequest;
import io.github.rerank4j.Reranker;
import io.github.rerank4j.service.RerankScoringModel;
import org.jspecify.annotations.Nullable;

/**
 * A model that can be asked.
 *
 * @param name what the user calls it
 * @param identity everything beside the request that its scores depend on; no secret
 * @param address where it asks; null for a scorer of this process
 */
public record OpenModel(
        String name,
        Reranker reranker,
        String identity,
        @Nullable String address) implements AutoCloseable {

    /** Whether it is a scorer of this process. */
    public boolean local() {
        return address == null;
    }

    /** Into how many requests a call would be packed; one where nobody knows, none where it will fail before the first. */
    public int requestsFor(RerankRequest request) {
        try {
            return reranker instanceof RerankScoringModel model ? model.requestsFor(request) : 1;
        } catch (RuntimeException cannotBeSent) {
            return 0;
        }
    }

    @Override
    public void close() {
        reranker.close();
    }

    /** Its name. */
    @Override
    public String toString() {
        return "OpenModel[" + name + "]";
    }
}
