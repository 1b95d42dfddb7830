package io.github.rerank4j.benchmarks.voyage;

import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.voyageai.VoyageAiScoringModel;
import io.github.rerank4j.benchmarks.ClientFactory;
import io.github.rerank4j.benchmarks.ClientSettings;
import io.github.rerank4j.benchmarks.RerankClient;
import java.util.List;

/** Opens {@link VoyageAiScoringModel}. */
public final class VoyageClients implements ClientFactory {

    @Override
    public RerankClient open(ClientSettings settings) {
        VoyageAiScoringModel model = VoyageAiScoringModel.builder()
                .baseUrl(settings.url())
                .apiKey("an-example-key")
                .modelName("rerank-2.5")
                .build();
        return (query, documents) -> {
            List<TextSegment> segments =
                    documents.stream().map(TextSegment::from).toList();
            return () -> model.scoreAll(segments, query).content();
        };
    }
}
