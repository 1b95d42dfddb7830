package io.github.rerank4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.langchain4j.data.document.Metadata;
import dev.langchain4j.data.message.TextContent;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.exception.InvalidRequestException;
import dev.langchain4j.model.output.Response;
import dev.langchain4j.model.output.TokenUsage;
import dev.langchain4j.model.scoring.request.ScoringRequest;
import dev.langchain4j.model.scoring.response.ScoringResponse;
import dev.langchain4j.rag.content.Content;
import dev.langchain4j.rag.content.aggregator.ReRankingContentAggregator;
import dev.langchain4j.rag.query.Query;
import io.github.rerank4j.service.RerankScoringModel;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** The model is a LangChain4jAsync {@code ScoringModel} like any other, only reliable. */
interface LangChain4jPromises extends ContractCase {

    @Test
    default void score_all_returns_scores_and_usage() {
        server().enqueue(scored("0.25", "0.75"));

        Response<List<Double>> response =
                model().scoreAll(List.of(TextSegment.from("a"), TextSegment.from("b")), "which");

        assertThat(response.content()).containsExactly(0.25, 0.75);
        assertThat(response.tokenUsage()).isEqualTo(new TokenUsage(TOKENS, 0, TOKENS));
    }

    @Test
    default void score_returns_one_score() {
        server().enqueue(scored("0.25"));

        assertThat(model().score("a", "which").content()).isEqualTo(0.25);
    }

    @Test
    default void score_async_returns_scores_model_and_usage() {
        server().enqueue(scored("0.25", "0.75"));

        ScoringResponse response = Way.result(model().scoreAsync(asked("a", "b")));

        assertThat(response.scores()).containsExactly(0.25, 0.75);
        assertThat(response.tokenUsage()).isEqualTo(new TokenUsage(TOKENS, 0, TOKENS));
    }

    @Test
    default void score_async_fails_with_the_exceptions_of_score_all() {
        server().enqueue(refused(Refusal.INVALID, "no"));

        assertThatThrownBy(() -> Way.result(model().scoreAsync(asked("a"))))
                .isInstanceOf(InvalidRequestException.class);
    }

    @Test
    default void cancelling_score_async_aborts_the_request_on_the_wire() {
        server().enqueue(ScriptedReply.neverRespond());
        CompletableFuture<ScoringResponse> call = model().scoreAsync(asked("a"));
        server().takeRequest(SOON);

        call.cancel(true);

        server().awaitAborted(SOON);
    }

    @Test
    default void the_aggregator_ranks_with_it() {
        server().enqueue(scored("0.1", "0.9", "0.5"));
        ReRankingContentAggregator aggregator =
                ReRankingContentAggregator.builder().scoringModel(model()).build();
        Query query = Query.from("which");
        Map<Query, Collection<List<Content>>> found =
                Map.of(query, List.of(List.of(Content.from("a"), Content.from("b"), Content.from("c"))));

        List<Content> ranked = aggregator.aggregate(found);

        assertThat(ranked).extracting(content -> content.textSegment().text()).containsExactly("b", "c", "a");
    }

    @Test
    default void a_document_mapper_sees_the_metadata_in_score_all() {
        server().enqueue(scored("0.5"));
        RerankScoringModel model = model(configured()
                .documentMapper(
                        segment -> TextContent.from(segment.metadata().getString("title") + ": " + segment.text())));

        model.scoreAll(List.of(TextSegment.from("text", Metadata.from("title", "Title"))), "which");

        assertThat(documents(server().takeRequest(SOON))).containsExactly("Title: text");
    }

    @Test
    default void a_document_mapper_sees_bare_texts_in_score_async_which_is_warned_of_once() {
        echoScores();
        RecordingLogger log = new RecordingLogger();
        RerankScoringModel model = model(
                configured().logger(log.logger()).documentMapper(segment -> TextContent.from("1" + segment.text())));

        assertThat(Way.result(model.scoreAsync(asked("1", "2"))).scores()).containsExactly(11.0, 12.0);
        Way.result(model.scoreAsync(asked("3")));

        assertThat(log.warnings()).isEqualTo(1);
    }

    private static ScoringRequest asked(String... documents) {
        return ScoringRequest.builder()
                .query("which")
                .documents(List.of(documents))
                .build();
    }
}
