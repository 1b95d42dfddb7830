package io.github.rerank4j.compatibility;

import io.github.rerank4j.RerankScoringModel;
import io.github.rerank4j.generic.GenericScoringModel;
import io.github.rerank4j.siliconflow.SiliconFlowScoringModel;
import io.github.rerank4j.tencent.TencentScoringModel;
import io.github.rerank4j.testkit.LocalRerankServer;
import io.github.rerank4j.testkit.RerankScorer;
import java.util.List;

/** The three models over a local server that finds longer documents more relevant. */
final class Models implements AutoCloseable {

    private final LocalRerankServer server = LocalRerankServer.builder()
            .scorer(RerankScorer.each((query, document) -> document.length()))
            .apiKey("sk-example")
            .tencentCredentials("AKIDexample", "example-key")
            .start();

    private final List<RerankScoringModel> models = List.of(
            TencentScoringModel.builder()
                    .baseUrl(server.url())
                    .secretId("AKIDexample")
                    .secretKey("example-key")
                    .build(),
            SiliconFlowScoringModel.builder()
                    .baseUrl(server.url())
                    .apiKey("sk-example")
                    .modelName("BAAI/bge-reranker-v2-m3")
                    .build(),
            GenericScoringModel.builder()
                    .baseUrl(server.url())
                    .apiKey("sk-example")
                    .modelName("bge-reranker-v2-m3")
                    .build());

    List<RerankScoringModel> all() {
        return models;
    }

    @Override
    public void close() {
        models.forEach(RerankScoringModel::close);
        server.close();
    }
}
