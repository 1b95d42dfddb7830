package io.github.rerank4j.benchmarks.cohere;

import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.cohere.CohereScoringModel;
import io.github.rerank4j.benchmarks.ClientFactory;
import io.github.rerank4j.benchmarks.ClientSettings;
import io.github.rerank4j.benchmarks.RerankClient;
import java.util.List;

/** Opens {@link CohereScoringModel}. */
public final class CohereClients implements ClientFactory {

    @Override
    public RerankClient open(ClientSettings settings) {
        CohereScoringModel model = CohereScoringModel.builder()
                .baseUrl(settings.url())
                .apiKey("an-example-key")
                .modelName("rerank-v3.5")
                .build();
        return (query, documents) -> {
            List<TextSegment> segments =
                    documents.stream().map(TextSegment::from).toList();
            return () -> model.scoreAll(segments, query).content();
        };
    }
}
