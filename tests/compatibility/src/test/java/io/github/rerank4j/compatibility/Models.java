package io.github.rerank4j.compatibility;

import io.github.rerank4j.Reranker;
import io.github.rerank4j.generic.GenericScoringModel;
import io.github.rerank4j.local.LocalRerankServer;
import io.github.rerank4j.local.RerankScorer;
import io.github.rerank4j.resilience.FallbackScoringModel;
import io.github.rerank4j.siliconflow.SiliconFlowScoringModel;
import io.github.rerank4j.tencent.TencentScoringModel;
import java.util.List;

/** The three models, and a chain of two, over a local server that finds longer documents more relevant. */
final class Models implements AutoCloseable {

    private final LocalRerankServer server = LocalRerankServer.builder()
            .scorer(RerankScorer.each((query, document) -> document.length()))
            .apiKey("sk-example")
            .tencentCredentials("AKIDexample", "example-key")
            .start();

    private final TencentScoringModel tencent = TencentScoringModel.builder()
            .baseUrl(server.url())
            .secretId("AKIDexample")
            .secretKey("example-key")
            .build();

    private final SiliconFlowScoringModel siliconFlow = SiliconFlowScoringModel.builder()
            .baseUrl(server.url())
            .apiKey("sk-example")
            .modelName("BAAI/bge-reranker-v2-m3")
            .build();

    private final GenericScoringModel generic = GenericScoringModel.builder()
            .baseUrl(server.url())
            .apiKey("sk-example")
            .modelName("bge-reranker-v2-m3")
            .build();

    private final FallbackScoringModel chain = FallbackScoringModel.builder()
            .member("tencent", tencent)
            .member("siliconflow", siliconFlow)
            .build();

    TencentScoringModel tencent() {
        return tencent;
    }

    SiliconFlowScoringModel siliconFlow() {
        return siliconFlow;
    }

    GenericScoringModel generic() {
        return generic;
    }

    List<Reranker> all() {
        return List.of(tencent, siliconFlow, generic, chain);
    }

    @Override
    public void close() {
        all().forEach(Reranker::close);
        server.close();
    }
}
