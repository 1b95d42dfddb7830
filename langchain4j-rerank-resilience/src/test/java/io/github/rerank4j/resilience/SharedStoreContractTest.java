package io.github.rerank4j.resilience;

import io.github.rerank4j.RerankListener;
import io.github.rerank4j.Reranker;
import io.github.rerank4j.testkit.ListenedRerankerContract;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A cache over a store of the user's is a reranker as its model is. */
class SharedStoreContractTest extends ListenedRerankerContract {

    private static final String SECRET = "a secret of this contract";

    @Override
    protected Reranker reranker(Reranker member) {
        return cache(member).build();
    }

    @Override
    protected Reranker reranker(Reranker member, RerankListener listener) {
        return cache(member).listeners(List.of(listener)).build();
    }

    private static CachingScoringModel.Builder cache(Reranker member) {
        return CachingScoringModel.of(member)
                .store(new MapStore())
                .version("1")
                .keySecret(SECRET.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public List<String> secrets() {
        return List.of(SECRET);
    }

    @Override
    public boolean asksForEachCall() {
        return false;
    }

    @Override
    public boolean worksOnExecutor() {
        return false;
    }
}
