package io.github.rerank4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.langchain4j.data.segment.TextSegment;
import io.github.rerank4j.Calibrations;
import io.github.rerank4j.RerankRequest;
import io.github.rerank4j.RerankResponse;
import io.github.rerank4j.Reranker;
import io.github.rerank4j.ScoreOutput;
import io.github.rerank4j.ScoreScale;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** One score per document, in document order, and a ranking made of them. */
interface RankingPromises extends RerankerCase {

    @ParameterizedTest
    @EnumSource(Way.class)
    default void scores_come_back_in_document_order(Way way) {
        asked().echoes();
        List<String> documents = List.of("0.25", "0.75", "0.5", "0.99", "0.1");

        List<Double> scores = way.score(reranker(), documents.toArray(String[]::new));

        assertThat(scores).containsExactly(0.25, 0.75, 0.5, 0.99, 0.1);
        assertThat(asked().awaitQuestion().documents()).isEqualTo(documents);
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    default void ranked_is_best_first_with_ties_in_document_order_and_cut_to_top_n(Way way) {
        asked().echoes();
        RerankRequest request =
                Way.request("0.2", "0.9", "0.2", "0.9").toBuilder().topN(3).build();

        RerankResponse response = way.rerank(reranker(), request);

        assertThat(response.ranked()).extracting(RerankResponse.Ranked::index).containsExactly(1, 3, 0);
        assertThat(response.scores()).hasSize(4);
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    default void a_request_may_say_how_its_scores_are_handed_over(Way way) {
        asked().echoes();
        ScoreOutput calibration = Calibrations.logistic(4, -2);
        RerankRequest request =
                Way.request("0.5", "0.9", "0.1").toBuilder().scores(calibration).build();
        Reranker reranker = reranker();

        List<Double> scores = way.rerank(reranker, request).scores();

        double[] raw = {0.5, 0.9, 0.1};
        for (int i = 0; i < raw.length; i++) {
            assertThat(scores.get(i)).isCloseTo(calibration.of(raw[i], ScoreScale.UNKNOWN), within(1e-12));
        }
        assertThat(way.score(reranker, "0.5")).as("of a call that says nothing").containsExactly(0.5);
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    default void no_documents_cost_no_request(Way way) {
        Reranker reranker = reranker();

        assertThat(way.score(reranker)).isEmpty();
        assertThat(way.rerank(reranker, Way.request()).attempts()).isZero();
        assertThat(reranker.scoreAll(List.of(), "which").content()).isEmpty();
        assertThat(asked().count()).isZero();
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    default void calls_that_are_answered_together_have_each_their_own_scores(Way way) {
        asked().echoesTogether(3);
        Reranker reranker = reranker();

        CompletableFuture<RerankResponse> first = way.begin(reranker, "0.5", "0.25");
        CompletableFuture<RerankResponse> second = way.begin(reranker, "0.25", "0.75");
        CompletableFuture<RerankResponse> third = way.begin(reranker, "0.125");

        assertThat(Way.result(first).scores()).containsExactly(0.5, 0.25);
        assertThat(Way.result(second).scores()).containsExactly(0.25, 0.75);
        assertThat(Way.result(third).scores()).containsExactly(0.125);
    }

    @Test
    default void a_segment_may_be_scored_alone() {
        asked().echoes();

        assertThat(reranker().score(TextSegment.from("0.25"), "which").content())
                .isEqualTo(0.25);
        assertThat(reranker().score("0.75", "which").content()).isEqualTo(0.75);
    }
}
