package io.github.rerank4j.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.langchain4j.data.document.Metadata;
import dev.langchain4j.data.message.ImageContent;
import dev.langchain4j.data.message.TextContent;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.exception.InvalidRequestException;
import dev.langchain4j.exception.UnsupportedFeatureException;
import io.github.rerank4j.RerankRequest;
import io.github.rerank4j.ScoreScale;
import io.github.rerank4j.spi.ModelTraits;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a model may be asked, and what a mapper or a call's own entries make of it. */
class RequestsTest extends PlainServiceCase {

    @Test
    void a_listwise_model_is_not_split() {
        try (RerankScoringModel model = model().traits(
                        ModelTraits.listwise(ScoreScale.LOGIT).maxDocuments(2))
                .build()) {
            assertThatThrownBy(() -> model.rerank(request("a", "b", "c")))
                    .isInstanceOf(InvalidRequestException.class)
                    .hasMessageContainingAll("3 documents", "maxResults", "one request holds 2");
        }
    }

    @Test
    void how_many_requests_a_call_takes_is_known_before_any_is_sent() {
        try (RerankScoringModel model = model().maxDocumentsPerRequest(2).build()) {
            assertThat(model.requestsFor(request("a", "b", "c"))).isEqualTo(2);
            assertThat(model.requestsFor(request())).isZero();
            assertThatThrownBy(() -> model.requestsFor(nothing())).isInstanceOf(IllegalArgumentException.class);
        }
        assertThat(server.getRequestCount()).isZero();
    }

    @Test
    void content_the_model_does_not_rank_is_refused_before_any_request() {
        RerankRequest image = RerankRequest.builder()
                .query("q")
                .contents(List.of(TextContent.from("a"), ImageContent.from("https://images.example/cat.png")))
                .build();
        try (RerankScoringModel model = model().build()) {
            assertThatThrownBy(() -> model.rerank(image))
                    .isInstanceOf(UnsupportedFeatureException.class)
                    .hasMessageContainingAll("document 1", "image");
        }
        assertThat(server.getRequestCount()).isZero();
    }

    @Test
    void a_blank_document_is_refused_where_the_service_rejects_it() {
        try (RerankScoringModel model = model().traits(
                        ModelTraits.pointwise(ScoreScale.LOGIT).blankDocuments(false))
                .build()) {
            assertThatThrownBy(() -> model.rerank(request("a", " ")))
                    .isInstanceOf(InvalidRequestException.class)
                    .hasMessageContaining("document 1");
        }
    }

    @Test
    void entries_of_a_call_win_over_those_of_the_model() throws InterruptedException {
        answer(200, "{\"hits\":[{\"i\":0,\"s\":1}]}");
        RerankRequest request = RerankRequest.builder()
                .query("q")
                .documents(List.of("a"))
                .modelName("other")
                .input(Map.of("k", List.of(1, true)))
                .build();
        try (RerankScoringModel model = model().modelName("m").build()) {
            model.rerank(request);
        }

        assertThat(body(server.takeRequest())).contains("\"model\":\"other\"", "\"input\":{\"k\":[1,true]}");
    }

    @Test
    void a_mapper_that_returns_null_is_a_mistake_that_is_named() {
        try (RerankScoringModel model =
                model().documentMapper(segment -> nothing()).build()) {
            assertThatThrownBy(() -> model.scoreAll(List.of(TextSegment.from("a", Metadata.from("k", "v"))), "q"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("documentMapper");
        }
    }

    @Test
    void a_mapper_that_throws_is_named_and_what_it_threw_is_the_cause() {
        IllegalStateException broken = new IllegalStateException("a private text");
        try (RerankScoringModel model = model().documentMapper(segment -> {
                    throw broken;
                })
                .build()) {
            assertThatThrownBy(() -> model.scoreAll(List.of(TextSegment.from("a")), "q"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(
                            "documentMapper threw java.lang.IllegalStateException for segment 0 (counted from 0); see the"
                                    + " cause")
                    .hasCause(broken);
        }
    }

    @Test
    void an_error_of_a_mapper_is_thrown_as_it_is() {
        try (RerankScoringModel model = model().documentMapper(segment -> {
                    throw new AssertionError("not to be wrapped");
                })
                .build()) {
            assertThatThrownBy(() -> model.scoreAll(List.of(TextSegment.from("a")), "q"))
                    .isInstanceOf(AssertionError.class);
        }
    }

    @Test
    void a_mapper_gets_bare_texts_on_the_asynchronous_path() {
        try (RerankScoringModel model = model().documentMapper(segment -> TextContent.from("<" + segment.text() + ">"))
                .build()) {
            RerankRequest request = model.resolve(RerankRequest.builder()
                    .query("q")
                    .segments(List.of(TextSegment.from("a")))
                    .build());

            assertThat(request.documents()).containsExactly(TextContent.from("<a>"));
        }
    }

    @Test
    void a_null_segment_is_named() {
        try (RerankScoringModel model = model().build()) {
            List<TextSegment> segments = java.util.Collections.singletonList(nothing());

            assertThatThrownBy(() -> model.scoreAll(segments, "q")).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void a_missing_request_is_named_and_on_the_asynchronous_path_fails_the_future() {
        try (RerankScoringModel model = model().build()) {
            assertThatThrownBy(() -> model.rerank(nothing())).isInstanceOf(IllegalArgumentException.class);
            assertThat(model.rerankAsync(nothing())).isCompletedExceptionally();
        }
    }
}
