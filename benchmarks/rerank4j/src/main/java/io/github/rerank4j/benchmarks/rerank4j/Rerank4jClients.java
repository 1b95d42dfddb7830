package io.github.rerank4j.benchmarks.rerank4j;

import dev.langchain4j.data.segment.TextSegment;
import io.github.rerank4j.RerankRequest;
import io.github.rerank4j.RerankResponse;
import io.github.rerank4j.benchmarks.ClientFactory;
import io.github.rerank4j.benchmarks.ClientSettings;
import io.github.rerank4j.benchmarks.RerankClient;
import io.github.rerank4j.generic.GenericScoringModel;
import io.github.rerank4j.generic.RerankDialect;
import io.github.rerank4j.service.RerankScoringModel;
import io.github.rerank4j.siliconflow.SiliconFlowScoringModel;
import io.github.rerank4j.tencent.TencentScoringModel;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Opens any of our three models. */
public final class Rerank4jClients implements ClientFactory {

    @Override
    public RerankClient open(ClientSettings settings) {
        return new Client(build(settings));
    }

    private static RerankScoringModel build(ClientSettings settings) {
        RerankScoringModel.Builder<?> builder = switch (settings.client()) {
            case "tencent" ->
                TencentScoringModel.builder().secretId("an-example-secret-id").secretKey("an-example-secret-key");
            case "siliconflow" ->
                SiliconFlowScoringModel.builder().apiKey("an-example-key").modelName("BAAI/bge-reranker-v2-m3");
            case "generic" ->
                GenericScoringModel.builder()
                        .dialect(RerankDialect.COHERE_V2)
                        .apiKey("an-example-key")
                        .modelName("rerank-v3.5");
            default -> throw new IllegalArgumentException("no such model: " + settings.client());
        };
        builder.baseUrl(settings.url());
        if (settings.requestsPerSecond() > 0) {
            builder.requestsPerSecond(settings.requestsPerSecond());
        }
        return builder.build();
    }

    private record Client(RerankScoringModel model) implements RerankClient {

        @Override
        public Ranking prepare(String query, List<String> documents) {
            List<TextSegment> segments =
                    documents.stream().map(TextSegment::from).toList();
            RerankRequest request =
                    RerankRequest.builder().query(query).documents(documents).build();
            return new Ranking() {
                @Override
                public List<Double> scores() {
                    return model.scoreAll(segments, query).content();
                }

                @Override
                public CompletableFuture<List<Double>> scoresLater() {
                    return model.rerankAsync(request).thenApply(RerankResponse::scores);
                }
            };
        }

        @Override
        public void close() {
            model.close();
        }
    }
}
