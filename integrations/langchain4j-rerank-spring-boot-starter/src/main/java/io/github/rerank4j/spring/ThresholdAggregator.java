package io.github.rerank4j.spring;

import dev.langchain4j.model.scoring.ScoringModel;
import dev.langchain4j.rag.content.Content;
import dev.langchain4j.rag.content.ContentMetadata;
import dev.langchain4j.rag.content.aggregator.ReRankingContentAggregator;
import dev.langchain4j.rag.query.Query;
import io.github.rerank4j.ThresholdTally;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * LangChain4j's aggregator with a threshold that is applied here: what it keeps and drops is counted, and a question left
 * without contents is warned of, which LangChain4j's own does in silence.
 */
class ThresholdAggregator extends ReRankingContentAggregator {

    private final ThresholdTally tally;
    private final int maxResults;

    /**
     * An aggregator.
     *
     * @param maxResults how many contents are kept at most; null: all that the threshold keeps
     */
    ThresholdAggregator(ScoringModel model, @Nullable Integer maxResults, ThresholdTally tally) {
        super(model);
        this.maxResults = maxResults == null ? Integer.MAX_VALUE : maxResults;
        this.tally = tally;
    }

    ThresholdTally tally() {
        return tally;
    }

    @Override
    public List<Content> aggregate(Map<Query, Collection<List<Content>>> queryToContents) {
        return selected(super.aggregate(queryToContents));
    }

    // LangChain4j's since 1.20; nobody calls it in an older one
    @Override
    public CompletableFuture<List<Content>> aggregateAsync(Map<Query, Collection<List<Content>>> queryToContents) {
        return super.aggregateAsync(queryToContents).thenApply(this::selected);
    }

    private List<Content> selected(List<Content> bestFirst) {
        tally.count(bestFirst.stream().map(ThresholdAggregator::score).toList());
        return bestFirst.stream()
                .filter(content -> tally.keeps(score(content)))
                .limit(maxResults)
                .toList();
    }

    private static Double score(Content content) {
        return (Double) Objects.requireNonNull(content.metadata().get(ContentMetadata.RERANKED_SCORE));
    }
}
