package io.github.rerank4j.quarkus.app;

import io.github.rerank4j.local.LocalRerankServer;
import io.github.rerank4j.local.RerankScorer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A rerank server for the time of a test, and what an application has to know about it. */
public class RerankServer implements QuarkusTestResourceLifecycleManager {

    private @Nullable LocalRerankServer server;

    @Override
    public Map<String, String> start() {
        LocalRerankServer started = LocalRerankServer.builder()
                .scorer(RerankScorer.each((query, passage) -> passage.contains(query) ? 0.9 : 0.1))
                .apiKey("sk-example")
                .tencentCredentials("AKIDexample", "example-secret-key")
                .start();
        server = started;
        return Map.of(
                "quarkus.langchain4j.siliconflow-rerank.base-url", started.url(),
                "quarkus.langchain4j.siliconflow-rerank.api-key", "sk-example",
                "quarkus.langchain4j.tencent-rerank.cloud.base-url", started.url(),
                "quarkus.langchain4j.tencent-rerank.cloud.secret-id", "AKIDexample",
                "quarkus.langchain4j.tencent-rerank.cloud.secret-key", "example-secret-key");
    }

    @Override
    public void stop() {
        if (server != null) {
            server.close();
        }
    }
}
