package io.github.rerank4j.examples.rag;

import io.github.rerank4j.RerankListener;
import io.github.rerank4j.examples.knowledge.StandIn;
import io.github.rerank4j.generic.GenericScoringModel;
import io.github.rerank4j.service.RerankScoringModel;
import io.github.rerank4j.siliconflow.SiliconFlowScoringModel;
import io.github.rerank4j.tencent.TencentScoringModel;
import io.github.rerank4j.testkit.LocalRerankServer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Local servers in the place of providers for whom there is no key: real HTTP on 127.0.0.1, the providers' protocols and
 * limits, and the scores of a {@link StandIn}.
 */
final class StandIns implements AutoCloseable {

    private static final String SECRET_ID = "AKIDdemodemodemo";
    private static final String SECRET_KEY = "demo-secret-key";
    private static final String API_KEY = "sk-demo";

    private final StandIn standIn;
    private final List<LocalRerankServer> servers = new ArrayList<>();

    StandIns(StandIn standIn) {
        this.standIn = standIn;
    }

    ProviderUnderTest tencent() {
        LocalRerankServer server = server();
        return standIn(
                "Tencent",
                server,
                meter -> TencentScoringModel.builder()
                        .baseUrl(server.url())
                        .secretId(SECRET_ID)
                        .secretKey(SECRET_KEY)
                        .listeners(List.of(meter))
                        .build());
    }

    ProviderUnderTest siliconFlow() {
        LocalRerankServer server = server();
        return standIn(
                "SiliconFlow",
                server,
                meter -> SiliconFlowScoringModel.builder()
                        .baseUrl(server.url())
                        .apiKey(API_KEY)
                        .modelName("BAAI/bge-reranker-v2-m3")
                        .listeners(List.of(meter))
                        .build());
    }

    ProviderUnderTest generic() {
        LocalRerankServer server = server();
        return standIn(
                "Generic",
                server,
                meter -> GenericScoringModel.builder()
                        .baseUrl(server.url())
                        .apiKey(API_KEY)
                        .modelName(standIn.title())
                        .listeners(List.of(meter))
                        .build());
    }

    private LocalRerankServer server() {
        LocalRerankServer server = LocalRerankServer.builder()
                .scorer(standIn.scorer())
                .tencentCredentials(SECRET_ID, SECRET_KEY)
                .apiKey(API_KEY)
                .start();
        servers.add(server);
        return server;
    }

    private ProviderUnderTest standIn(
            String name, LocalRerankServer server, Function<RerankListener, RerankScoringModel> model) {
        String nature = "a stand-in: a local server at " + server.url() + " that scores by " + standIn.title();
        return new ProviderUnderTest(name, nature, true, model);
    }

    @Override
    public void close() {
        servers.forEach(LocalRerankServer::close);
    }
}
