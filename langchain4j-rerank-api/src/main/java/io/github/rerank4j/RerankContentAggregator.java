package io.github.rerank4j;

import dev.langchain4j.model.scoring.ScoringModel;
import dev.langchain4j.rag.content.Content;
import dev.langchain4j.rag.content.ContentMetadata;
import dev.langchain4j.rag.content.aggregator.ContentAggregator;
import dev.langchain4j.rag.content.aggregator.ReRankingContentAggregator;
import dev.langchain4j.rag.content.aggregator.ReciprocalRankFuser;
import dev.langchain4j.rag.query.Query;
import io.github.rerank4j.RerankResponse.Ranked;
import io.github.rerank4j.concurrent.Futures;
import io.github.rerank4j.settings.Range;
import io.github.rerank4j.settings.Setting;
import io.github.rerank4j.settings.SettingException;
import io.github.rerank4j.settings.SettingNames;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reranks what retrievers have found, and keeps the best of it. Beside LangChain4j's
 * {@link ReRankingContentAggregator} it can keep the order that contents came in when the model fails, keeps the
 * metadata of segments in {@link #aggregateAsync} too, so that a {@code documentMapper} works there, counts what its
 * threshold drops, and warns where that is everything. Safe for use by many threads.
 *
 * <p>What several retrievers, or several queries, have found is fused by reciprocal rank before it is reranked, as
 * LangChain4j does; the same content twice is one.
 */
public final class RerankContentAggregator implements ContentAggregator {

    private static final Logger LOGGER = LoggerFactory.getLogger("io.github.rerank4j");

    private final Selection selection;
    private final int maxResults;
    private final Function<Map<Query, Collection<List<Content>>>, Query> querySelector;

    private RerankContentAggregator(Builder builder, Selection selection) {
        this.selection = selection;
        this.maxResults = builder.maxResults == null ? Integer.MAX_VALUE : builder.maxResults;
        this.querySelector = builder.querySelector;
    }

    /** Settings to be made. */
    public static Builder builder() {
        return new Builder();
    }

    /** What may be set by a text, for integrations; beside it there is the model. Immutable. */
    public static List<Setting<Builder, ?>> settings() {
        return Builder.SETTINGS;
    }

    /**
     * The contents that fit the query best, the best first, each with its score as
     * {@link ContentMetadata#RERANKED_SCORE}; blocks until the response is there. Nothing found costs no request.
     *
     * @throws dev.langchain4j.exception.LangChain4jException if the model fails and {@link Builder#onFailure} is
     *     {@link OnFailure#FAIL}; in either case if the thread is interrupted
     * @throws IllegalArgumentException if there are several queries and no {@link Builder#querySelector}
     */
    @Override
    public List<Content> aggregate(Map<Query, Collection<List<Content>>> queryToContents) {
        List<Content> found = fused(queryToContents);
        if (found.isEmpty()) {
            return found;
        }
        RerankRequest request = request(queryToContents, found);
        try {
            return bestFirst(found, selection.reranker().rerank(request));
        } catch (RuntimeException failure) {
            if (selection.keepsOrder(failure)) {
                return inGivenOrder(found, failure);
            }
            throw failure;
        }
    }

    /**
     * As {@link #aggregate}, later: never blocks. Cancelling the future cancels the model's call. LangChain4j asks this
     * way since 1.20.
     */
    @Override
    public CompletableFuture<List<Content>> aggregateAsync(Map<Query, Collection<List<Content>>> queryToContents) {
        try {
            List<Content> found = fused(queryToContents);
            return found.isEmpty()
                    ? CompletableFuture.completedFuture(found)
                    : reranked(found, selection.reranker().rerankAsync(request(queryToContents, found)));
        } catch (Throwable failure) {
            return CompletableFuture.failedFuture(failure);
        }
    }

    /** How many questions' contents have kept their order so far, because the model failed. */
    public long keptOrder() {
        return selection.keptOrder();
    }

    /** How many contents thresholds have kept so far; {@code maxResults} comes afterwards. */
    public long keptByThreshold() {
        return selection.keptByThreshold();
    }

    /** How many contents thresholds have dropped so far. */
    public long droppedByThreshold() {
        return selection.droppedByThreshold();
    }

    private RerankRequest request(Map<Query, Collection<List<Content>>> queryToContents, List<Content> found) {
        return RerankRequest.builder()
                .query(querySelector.apply(queryToContents).text())
                .segments(found.stream().map(Content::textSegment).toList())
                .build();
    }

    private CompletableFuture<List<Content>> reranked(List<Content> found, CompletableFuture<RerankResponse> response) {
        CompletableFuture<List<Content>> ranked = response.thenApply(complete -> bestFirst(found, complete));
        CompletableFuture<List<Content>> selected = ranked.handle((best, failure) -> {
            if (failure == null) {
                return best;
            }
            Throwable thrown = Futures.unwrapped(failure);
            if (selection.keepsOrderLater(thrown)) {
                return inGivenOrder(found, thrown);
            }
            throw Futures.asUnchecked(thrown);
        });
        selected.whenComplete((contents, failure) -> response.cancel(true));
        return Futures.mapped(selected, contents -> contents);
    }

    private List<Content> bestFirst(List<Content> found, @Nullable RerankResponse answer) {
        RerankResponse response = RerankResponse.requireComplete(answer, found.size());
        OptionalDouble least = selection.threshold(response);
        List<Ranked> kept = response.ranked().stream()
                .filter(ranked -> least.isEmpty() || ranked.score() >= least.getAsDouble())
                .toList();
        List<Content> best = kept.stream()
                .limit(maxResults)
                .map(ranked -> scored(found.get(ranked.index()), ranked.score()))
                .toList();
        selection.report(response, kept.size(), found.size() - kept.size(), best.size());
        return best;
    }

    private static Content scored(Content content, double score) {
        Map<ContentMetadata, Object> metadata = new LinkedHashMap<>(content.metadata());
        metadata.put(ContentMetadata.RERANKED_SCORE, score);
        return Content.from(content.textSegment(), metadata);
    }

    private List<Content> inGivenOrder(List<Content> found, Throwable failure) {
        List<Content> first = found.stream().limit(maxResults).toList();
        selection.reportKeptOrder(found.size(), first.size(), failure);
        return first;
    }

    private static List<Content> fused(Map<Query, Collection<List<Content>>> queryToContents) {
        List<List<Content>> ofQueries = new ArrayList<>();
        queryToContents.values().forEach(lists -> ofQueries.add(fused(lists)));
        return fused(ofQueries);
    }

    /** The only list with contents stays as it came: by reciprocal rank, what is in it twice would overtake others. */
    private static List<Content> fused(Collection<List<Content>> lists) {
        List<List<Content>> filled =
                lists.stream().filter(list -> !list.isEmpty()).toList();
        return filled.size() == 1 ? filled.get(0).stream().distinct().toList() : ReciprocalRankFuser.fuse(filled);
    }

    /** The settings of a {@link RerankContentAggregator}. Not for use by several threads. */
    public static final class Builder {

        private static final String MIN_SCORE = "minScore";
        private static final Range<Integer> RESULTS = Range.atLeast(1);

        private static final List<Setting<Builder, ?>> SETTINGS = List.of(
                Setting.<Builder>number("maxResults", Builder::maxResults)
                        .description("How many contents are kept at most.")
                        .range(RESULTS)
                        .defaultText("all")
                        .build(),
                Setting.<Builder>decimal(MIN_SCORE, Builder::minScore)
                        .description("Score below which contents are dropped; only for scores from 0 to 1, unless a raw"
                                + " threshold is meant.")
                        .build(),
                Setting.<Builder>flag("rawThreshold", Builder::rawThreshold)
                        .description("Whether the threshold is meant for scores that are logits, or of a range that is"
                                + " not known.")
                        .defaultValue(false)
                        .build(),
                Setting.choice("onFailure", OnFailure.class, Builder::onFailure)
                        .description("What happens when the model fails: the exception goes to the caller, or the"
                                + " contents keep their order.")
                        .defaultValue(OnFailure.FAIL)
                        .build());

        private final Selection.Builder selection = Selection.builder();
        private @Nullable Integer maxResults;
        private Function<Map<Query, Collection<List<Content>>>, Query> querySelector =
                ReRankingContentAggregator.DEFAULT_QUERY_SELECTOR;

        private Builder() {}

        /** The reranker, or any other scoring model. Required; stays the caller's to close. */
        public Builder scoringModel(ScoringModel scoringModel) {
            selection.scoringModel(scoringModel);
            return this;
        }

        /** How many contents are handed on at most, at least 1. Default and null: all. */
        public Builder maxResults(@Nullable Integer maxResults) {
            this.maxResults = maxResults;
            return this;
        }

        /**
         * The score below which a content is dropped. Only for scores from 0 to 1, unless {@link #rawThreshold} is set.
         * A threshold of whoever answered ({@link RerankResponse#minScore}) comes first. Default and null: none is
         * dropped.
         */
        public Builder minScore(@Nullable Double minScore) {
            selection.minScore(minScore);
            return this;
        }

        /** What settings are called where the user set them, for the warning about the threshold; for integrations. */
        public Builder names(SettingNames names) {
            selection.minScoreName(names.property(MIN_SCORE));
            return this;
        }

        /** Whether {@code minScore} is meant for scores that are logits, or of a range nobody knows. Default: false. */
        public Builder rawThreshold(boolean rawThreshold) {
            selection.rawThreshold(rawThreshold);
            return this;
        }

        /** Which of several queries the contents are reranked for. Default: the only one; several are refused. */
        public Builder querySelector(Function<Map<Query, Collection<List<Content>>>, Query> querySelector) {
            this.querySelector = querySelector;
            return this;
        }

        /** What happens when the model fails. Default: {@link OnFailure#FAIL}. */
        public Builder onFailure(OnFailure onFailure) {
            selection.onFailure(onFailure);
            return this;
        }

        /**
         * Notified of what became of the contents of each question, with {@link RerankListener#onSelection}, in this
         * order. Not given to the model, which has listeners of its own. Default: none.
         */
        public Builder listeners(List<? extends RerankListener> listeners) {
            selection.listeners(listeners);
            return this;
        }

        /**
         * The aggregator.
         *
         * @throws SettingException if there is no model, another setting is null, {@code maxResults} is less than 1, or
         *     {@code minScore} has no meaning for the model's scores
         */
        public RerankContentAggregator build() {
            SettingException.requirePresent("querySelector", querySelector);
            if (maxResults != null && !RESULTS.has(maxResults)) {
                throw SettingException.of(
                        "{maxResults} is %s, but must be %s", "leave it out for all", maxResults, RESULTS);
            }
            return new RerankContentAggregator(this, selection.build(LOGGER));
        }
    }
}
