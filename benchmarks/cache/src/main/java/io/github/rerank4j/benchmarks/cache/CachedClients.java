package io.github.rerank4j.benchmarks.cache;

import io.github.rerank4j.RerankRequest;
import io.github.rerank4j.benchmarks.ClientFactory;
import io.github.rerank4j.benchmarks.ClientSettings;
import io.github.rerank4j.benchmarks.RerankClient;
import io.github.rerank4j.resilience.CachingScoringModel;
import io.github.rerank4j.siliconflow.SiliconFlowScoringModel;
import java.util.List;

/** Opens a cache around a model; after its first call all scores are known. */
public final class CachedClients implements ClientFactory {

    @Override
    public RerankClient open(ClientSettings settings) {
        SiliconFlowScoringModel model = SiliconFlowScoringModel.builder()
                .apiKey("an-example-key")
                .modelName("BAAI/bge-reranker-v2-m3")
                .baseUrl(settings.url())
                .build();
        return new Client(model, CachingScoringModel.of(model).build());
    }

    private record Client(SiliconFlowScoringModel model, CachingScoringModel cache) implements RerankClient {

        @Override
        public Ranking prepare(String query, List<String> documents) {
            RerankRequest request =
                    RerankRequest.builder().query(query).documents(documents).build();
            return () -> cache.rerank(request).scores();
        }

        @Override
        public void close() {
            cache.close();
            model.close();
        }
    }
}
