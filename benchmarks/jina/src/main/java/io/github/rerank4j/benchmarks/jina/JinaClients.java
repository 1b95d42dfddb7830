package io.github.rerank4j.benchmarks.jina;

import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.jina.JinaScoringModel;
import io.github.rerank4j.benchmarks.ClientFactory;
import io.github.rerank4j.benchmarks.ClientSettings;
import io.github.rerank4j.benchmarks.RerankClient;
import java.util.List;

/** Opens {@link JinaScoringModel}. */
public final class JinaClients implements ClientFactory {

    @Override
    public RerankClient open(ClientSettings settings) {
        JinaScoringModel model = JinaScoringModel.builder()
                .baseUrl(settings.url())
                .apiKey("an-example-key")
                .modelName("jina-reranker-v2-base-multilingual")
                .build();
        return (query, documents) -> {
            List<TextSegment> segments =
                    documents.stream().map(TextSegment::from).toList();
            return () -> model.scoreAll(segments, query).content();
        };
    }
}
