package io.github.rerank4j.spring;

import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.scoring.ScoringModel;
import io.github.rerank4j.local.LocalRerankServer;
import io.github.rerank4j.local.RerankScorer;
import java.util.ArrayList;
import java.util.List;

/** All providers on this machine: a document that holds the query scores 0.9, another one 0.1. */
final class LocalProviders implements AutoCloseable {

    static final String SECRET_ID = "AKIDexampleexample";
    static final String SECRET_KEY = "example-secret-key";
    static final String API_KEY = "sk-example-example";

    final LocalRerankServer server = LocalRerankServer.builder()
            .scorer(RerankScorer.each((query, document) -> document.contains(query) ? 0.9 : 0.1))
            .tencentCredentials(SECRET_ID, SECRET_KEY)
            .apiKey(API_KEY)
            .start();

    String[] tencent(String... more) {
        return properties(
                more,
                "langchain4j.rerank.tencent.base-url=" + server.url(),
                "langchain4j.rerank.tencent.secret-id=" + SECRET_ID,
                "langchain4j.rerank.tencent.secret-key=" + SECRET_KEY);
    }

    String[] siliconFlow(String... more) {
        return properties(
                more,
                "langchain4j.rerank.siliconflow.base-url=" + server.url(),
                "langchain4j.rerank.siliconflow.api-key=" + API_KEY,
                "langchain4j.rerank.siliconflow.model-name=BAAI/bge-reranker-v2-m3");
    }

    String[] generic(String... more) {
        return properties(
                more,
                "langchain4j.rerank.generic.base-url=" + server.url(),
                "langchain4j.rerank.generic.api-key=" + API_KEY,
                "langchain4j.rerank.generic.model-name=any");
    }

    static List<Double> scores(ScoringModel model) {
        return model.scoreAll(List.of(TextSegment.from("tea"), TextSegment.from("coffee")), "coffee")
                .content();
    }

    private static String[] properties(String[] more, String... own) {
        List<String> all = new ArrayList<>(List.of(own));
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }

    @Override
    public void close() {
        server.close();
    }
}
