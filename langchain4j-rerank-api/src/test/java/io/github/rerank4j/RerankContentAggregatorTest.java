package io.github.rerank4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.langchain4j.data.document.Metadata;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.exception.InternalServerException;
import dev.langchain4j.exception.UnsupportedFeatureException;
import dev.langchain4j.model.scoring.ScoringModel;
import dev.langchain4j.rag.content.Content;
import dev.langchain4j.rag.content.ContentMetadata;
import dev.langchain4j.rag.query.Query;
import io.github.rerank4j.RerankResponse.Facts;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(30)
class RerankContentAggregatorTest {

    private static final Query QUERY = Query.from("q");

    private final Lengths reranker = new Lengths();

    /** How an aggregator is asked: everything holds in both ways. */
    private enum Way {
        BLOCKING {
            @Override
            List<Content> ask(RerankContentAggregator aggregator, Map<Query, Collection<List<Content>>> found) {
                return aggregator.aggregate(found);
            }
        },
        LATER {
            @Override
            List<Content> ask(RerankContentAggregator aggregator, Map<Query, Collection<List<Content>>> found) {
                try {
                    return aggregator.aggregateAsync(found).join();
                } catch (java.util.concurrent.CompletionException failed) {
                    throw (RuntimeException) failed.getCause();
                }
            }
        };

        abstract List<Content> ask(RerankContentAggregator aggregator, Map<Query, Collection<List<Content>>> found);
    }

    @ParameterizedTest
    @EnumSource
    void the_best_come_first_with_their_scores_and_what_they_had(Way way) {
        Content found = Content.from(
                TextSegment.from("aaa", Metadata.from("source", "book")), Map.of(ContentMetadata.SCORE, 0.5));

        List<Content> best = way.ask(aggregator().build(), found("a", found, "aa"));

        assertThat(texts(best)).containsExactly("aaa", "aa", "a");
        assertThat(best.get(0).metadata())
                .containsEntry(ContentMetadata.RERANKED_SCORE, 0.3)
                .containsEntry(ContentMetadata.SCORE, 0.5);
        assertThat(best.get(0).textSegment()).isEqualTo(found.textSegment());
    }

    @ParameterizedTest
    @EnumSource
    void the_model_gets_segments_with_their_metadata(Way way) {
        TextSegment segment = TextSegment.from("aaa", Metadata.from("source", "book"));

        way.ask(aggregator().build(), found(Content.from(segment)));

        assertThat(reranker.asked.get(0).candidates().get(0).segment()).contains(segment);
    }

    @ParameterizedTest
    @EnumSource
    void no_more_than_asked_for_are_handed_on(Way way) {
        assertThat(texts(way.ask(aggregator().maxResults(2).build(), found("a", "aaa", "aa"))))
                .containsExactly("aaa", "aa");
    }

    @ParameterizedTest
    @EnumSource
    void what_scores_less_than_the_threshold_is_dropped_and_counted(Way way) {
        RerankContentAggregator aggregator = aggregator().minScore(0.2).build();

        assertThat(texts(way.ask(aggregator, found("a", "aaa", "aa")))).containsExactly("aaa", "aa");
        assertThat(way.ask(aggregator, found("a"))).isEmpty();

        assertThat(aggregator.keptByThreshold()).isEqualTo(2);
        assertThat(aggregator.droppedByThreshold()).isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource
    void a_threshold_of_whoever_answered_comes_first(Way way) {
        reranker.minScore = OptionalDouble.of(0.3);
        RerankContentAggregator aggregator = aggregator().minScore(0.1).build();

        assertThat(texts(way.ask(aggregator, found("a", "aaa", "aa")))).containsExactly("aaa");
        assertThat(aggregator.droppedByThreshold()).isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource
    void without_a_threshold_nothing_is_counted(Way way) {
        RerankContentAggregator aggregator = aggregator().build();

        way.ask(aggregator, found("a"));

        assertThat(aggregator.keptByThreshold()).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void nothing_found_costs_nothing(Way way) {
        assertThat(way.ask(aggregator().build(), Map.of())).isEmpty();
        assertThat(way.ask(aggregator().build(), found())).isEmpty();
        assertThat(reranker.asked).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void the_same_content_twice_is_one(Way way) {
        assertThat(texts(way.ask(aggregator().build(), found("a", "aa", "a")))).containsExactly("aa", "a");
    }

    @ParameterizedTest
    @EnumSource
    void several_queries_need_a_selector(Way way) {
        Query other = Query.from("other");
        Map<Query, Collection<List<Content>>> found = new LinkedHashMap<>(found("a", "aa"));
        found.put(other, List.of(List.of(Content.from("aaa"))));

        assertThatThrownBy(() -> way.ask(aggregator().build(), found)).isInstanceOf(IllegalArgumentException.class);
        assertThat(texts(way.ask(aggregator().querySelector(queries -> other).build(), found)))
                .containsExactly("aaa", "aa", "a");
        assertThat(reranker.asked.get(0).query()).hasToString(queryOf("other"));
    }

    @ParameterizedTest
    @EnumSource
    void a_failure_goes_to_the_caller(Way way) {
        reranker.failure = new InternalServerException("down");

        assertThatThrownBy(() -> way.ask(aggregator().build(), found("a"))).isSameAs(reranker.failure);
    }

    @ParameterizedTest
    @EnumSource
    void contents_keep_their_order_without_an_invented_score_if_that_is_wanted(Way way) {
        reranker.failure = new InternalServerException("down");
        RerankContentAggregator aggregator = aggregator()
                .onFailure(OnFailure.KEEP_ORDER)
                .minScore(0.2)
                .maxResults(2)
                .build();

        List<Content> kept = way.ask(aggregator, found("a", "a", "aaa", "aa"));

        assertThat(texts(kept)).containsExactly("a", "aaa");
        assertThat(kept)
                .allSatisfy(
                        content -> assertThat(content.metadata()).doesNotContainKey(ContentMetadata.RERANKED_SCORE));
        assertThat(aggregator.keptOrder()).isEqualTo(1);
        assertThat(aggregator.droppedByThreshold()).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void several_lists_keep_the_order_of_their_fusion(Way way) {
        reranker.failure = new InternalServerException("down");
        Map<Query, Collection<List<Content>>> found = Map.of(
                QUERY,
                List.of(List.of(Content.from("a"), Content.from("b")), List.of(Content.from("b"), Content.from("c"))));

        List<Content> kept =
                way.ask(aggregator().onFailure(OnFailure.KEEP_ORDER).build(), found);

        assertThat(texts(kept)).containsExactly("b", "a", "c");
    }

    @ParameterizedTest
    @EnumSource
    void a_reranker_that_does_not_score_each_document_has_failed(Way way) {
        reranker.answered = RerankRequest.builder()
                .query("q")
                .segments(List.of(TextSegment.from("another")))
                .build();

        assertThatThrownBy(() -> way.ask(aggregator().build(), found("a", "aa")))
                .isInstanceOf(InvalidReplyException.class)
                .hasMessage("the model did not return one score per document: 1 for 2;"
                        + " report it to whoever made the model");
        assertThat(texts(way.ask(aggregator().onFailure(OnFailure.KEEP_ORDER).build(), found("a", "aa"))))
                .containsExactly("a", "aa");
    }

    private static Stream<RuntimeException> mistakes() {
        return Stream.of(
                new UnsupportedFeatureException("no images"),
                new IllegalArgumentException("blank"),
                new IllegalStateException("closed"));
    }

    @ParameterizedTest
    @EnumSource
    void a_mistake_is_no_reason_to_keep_the_order(Way way) {
        RerankContentAggregator aggregator =
                aggregator().onFailure(OnFailure.KEEP_ORDER).build();

        mistakes().forEach(mistake -> {
            reranker.failure = mistake;
            assertThatThrownBy(() -> way.ask(aggregator, found("a"))).isSameAs(mistake);
        });
        assertThat(aggregator.keptOrder()).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void a_closed_stranger_is_no_reason_to_keep_the_order(Way way) {
        Reranker stranger = Rerankers.of((segments, query) -> {
            throw new IllegalStateException("down");
        });
        RerankContentAggregator aggregator = RerankContentAggregator.builder()
                .scoringModel(stranger)
                .onFailure(OnFailure.KEEP_ORDER)
                .build();
        assertThat(texts(way.ask(aggregator, found("a", "aa")))).containsExactly("a", "aa");

        stranger.close();

        assertThatThrownBy(() -> way.ask(aggregator, found("a", "aa"))).isInstanceOf(IllegalStateException.class);
        assertThat(aggregator.keptOrder()).isEqualTo(1);
    }

    @Test
    void an_order_is_kept_later_whichever_thread_brings_the_failure() {
        reranker.pending = new CompletableFuture<>();
        CompletableFuture<List<Content>> kept =
                aggregator().onFailure(OnFailure.KEEP_ORDER).build().aggregateAsync(found("a", "aa"));

        Thread.currentThread().interrupt();
        try {
            reranker.pending.completeExceptionally(new InternalServerException("down"));
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }

        assertThat(texts(kept.join())).containsExactly("a", "aa");
    }

    @Test
    void later_it_throws_nothing() {
        StackOverflowError broken = new StackOverflowError();
        RerankContentAggregator aggregator = aggregator()
                .querySelector(queries -> {
                    throw broken;
                })
                .build();

        assertThatThrownBy(() -> aggregator.aggregateAsync(found("a")).join()).hasCause(broken);
    }

    @ParameterizedTest
    @EnumSource
    void a_list_with_nothing_in_it_changes_no_order(Way way) {
        reranker.failure = new InternalServerException("down");
        List<Content> list = Stream.of("b", "a", "a").map(Content::from).toList();
        Map<Query, Collection<List<Content>>> found = new LinkedHashMap<>();
        found.put(QUERY, List.of(list, List.of()));
        found.put(Query.from("other"), List.of(List.of()));
        RerankContentAggregator aggregator = aggregator()
                .querySelector(queries -> QUERY)
                .onFailure(OnFailure.KEEP_ORDER)
                .build();

        assertThat(texts(way.ask(aggregator, found))).containsExactly("b", "a");
        assertThat(way.ask(aggregator, Map.of(QUERY, List.of(List.of(), List.of()))))
                .isEmpty();
    }

    @Test
    void cancelling_cancels_the_call() {
        reranker.pending = new CompletableFuture<>();

        aggregator()
                .onFailure(OnFailure.KEEP_ORDER)
                .build()
                .aggregateAsync(found("a"))
                .cancel(true);

        assertThat(reranker.pending).isCancelled();
    }

    @Test
    void any_scoring_model_will_do() {
        ScoringModel stranger = (segments, query) -> dev.langchain4j.model.output.Response.from(segments.stream()
                .map(segment -> (double) segment.text().length())
                .toList());

        List<Content> best = RerankContentAggregator.builder()
                .scoringModel(stranger)
                .minScore(2.0)
                .rawThreshold(true)
                .build()
                .aggregate(found("a", "aaa", "aa"));

        assertThat(texts(best)).containsExactly("aaa", "aa");
    }

    @Test
    @SuppressWarnings("NullAway") // what nobody should give
    void wrong_settings_are_refused_by_name() {
        refused(RerankContentAggregator.builder(), "scoringModel is missing; set scoringModel(...)");
        refused(aggregator().maxResults(0), "maxResults is 0, but must be at least 1; leave it out for all");
        refused(aggregator().minScore(1.5), "minScore is 1.5, but the scores of");
        refused(aggregator().minScore(Double.NaN), "minScore is NaN");
        refused(
                RerankContentAggregator.builder()
                        .scoringModel((segments, query) -> {
                            throw new AssertionError();
                        })
                        .minScore(0.5),
                "rawThreshold(true)");
        refused(aggregator().minScore(7.0), "minScore is 7.0");
        refused(aggregator().onFailure(null), "onFailure is null; give a value, or leave it out for the default");
    }

    @ParameterizedTest
    @EnumSource
    void listeners_are_told_what_became_of_the_contents(Way way) {
        List<RerankSelectionContext> told = new ArrayList<>();
        RerankListener broken = new RerankListener() {
            @Override
            public void onSelection(RerankSelectionContext context) {
                throw new IllegalStateException("broken on purpose");
            }
        };
        RerankListener telling = new RerankListener() {
            @Override
            public void onSelection(RerankSelectionContext context) {
                told.add(context);
            }
        };
        RerankContentAggregator aggregator = aggregator()
                .minScore(0.2)
                .maxResults(1)
                .onFailure(OnFailure.KEEP_ORDER)
                .listeners(List.of(broken, telling))
                .build();

        reranker.answeredBy = "second";
        assertThat(way.ask(aggregator, found("a", "aaa", "aa"))).hasSize(1);
        reranker.failure = new InternalServerException("down");
        assertThat(way.ask(aggregator, found("a", "aaa", "aa"))).hasSize(1);
        assertThat(way.ask(aggregator, found())).isEmpty();

        assertThat(told).hasSize(2);
        assertThat(told.get(0))
                .hasToString("RerankSelectionContext[kept=2, dropped=1, handedOn=1, orderKept=false, member=second]");
        assertThat(told.get(1))
                .hasToString("RerankSelectionContext[kept=3, dropped=0, handedOn=1, orderKept=true, member=null]");
        assertThat(told.get(0).member()).contains("second");
    }

    @Test
    void a_failure_that_the_caller_gets_selects_nothing() {
        List<RerankSelectionContext> told = new ArrayList<>();
        reranker.failure = new InternalServerException("down");
        RerankContentAggregator aggregator = aggregator()
                .listeners(List.of(new RerankListener() {
                    @Override
                    public void onSelection(RerankSelectionContext context) {
                        told.add(context);
                    }
                }))
                .build();

        assertThatThrownBy(() -> Way.BLOCKING.ask(aggregator, found("a"))).isSameAs(reranker.failure);

        assertThat(told).isEmpty();
    }

    @Test
    void a_listener_that_is_none_is_named() {
        refused(aggregator().listeners(Collections.singletonList(null)), "listener 0");
    }

    private static void refused(RerankContentAggregator.Builder builder, String message) {
        assertThatThrownBy(builder::build)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    private RerankContentAggregator.Builder aggregator() {
        return RerankContentAggregator.builder().scoringModel(reranker);
    }

    private static Map<Query, Collection<List<Content>>> found(Object... contents) {
        List<Content> list = Stream.of(contents)
                .map(content -> content instanceof Content whole ? whole : Content.from((String) content))
                .toList();
        return Map.of(QUERY, List.of(list));
    }

    private static List<String> texts(List<Content> contents) {
        return contents.stream().map(content -> content.textSegment().text()).toList();
    }

    private static String queryOf(String text) {
        return dev.langchain4j.data.message.TextContent.from(text).toString();
    }

    /** Scores a tenth for each character. */
    private static final class Lengths implements Reranker {

        private final List<RerankRequest> asked = new ArrayList<>();
        private OptionalDouble minScore = OptionalDouble.empty();
        private @Nullable RuntimeException failure;
        private @Nullable String answeredBy;
        private @Nullable CompletableFuture<RerankResponse> pending;
        private @Nullable RerankRequest answered;

        @Override
        public RerankResponse rerank(RerankRequest given) {
            RerankRequest request = answered == null ? given : answered;
            asked.add(given);
            if (failure != null) {
                throw failure;
            }
            Function<Document, Double> score =
                    document -> document.segment().orElseThrow().text().length() / 10.0;
            return RerankResponse.of(
                    request,
                    request.candidates().stream().map(score).toList(),
                    Facts.builder().minScore(minScore).answeredBy(answeredBy).build());
        }

        @Override
        public CompletableFuture<RerankResponse> rerankAsync(RerankRequest request) {
            if (pending != null) {
                return pending;
            }
            return failure != null
                    ? CompletableFuture.failedFuture(failure)
                    : CompletableFuture.completedFuture(rerank(request));
        }

        @Override
        public RerankRequest resolve(RerankRequest request) {
            return request;
        }

        @Override
        public RerankerTraits traits(@Nullable String modelName) {
            return RerankerTraits.builder("lengths")
                    .rawScale(ScoreScale.PROBABILITY)
                    .messagesHoldNoTexts(true)
                    .build();
        }

        @Override
        public void close() {}
    }
}
