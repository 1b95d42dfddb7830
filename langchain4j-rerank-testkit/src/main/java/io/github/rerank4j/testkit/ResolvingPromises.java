package io.github.rerank4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.data.message.TextContent;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.scoring.request.ScoringRequest;
import io.github.rerank4j.Document;
import io.github.rerank4j.RerankRequest;
import io.github.rerank4j.Reranker;
import io.github.rerank4j.testkit.Asked.Question;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Texts go through mappers once, whichever way they come, and nobody else's request changes for that. */
interface ResolvingPromises extends RerankerCase {

    @Test
    default void segments_and_query_are_mapped_whichever_way_they_come() {
        asked().echoes();
        Reranker reranker = mapping("1");
        List<TextSegment> segments = List.of(TextSegment.from("2"), TextSegment.from("3"));
        RerankRequest request = segmented("2", "3");

        for (Way way : Way.values()) {
            assertThat(way.rerank(reranker, request).scores()).containsExactly(12.0, 13.0);
        }
        assertThat(reranker.scoreAll(segments, "which").content()).containsExactly(12.0, 13.0);
        assertThat(Way.result(reranker.scoreAsync(ScoringRequest.builder()
                                .query("which")
                                .documents(List.of("2", "3"))
                                .build()))
                        .scores())
                .containsExactly(12.0, 13.0);

        Question first = asked().awaitQuestion();
        assertThat(first.documents()).containsExactly("12", "13");
        assertThat(first.whole()).contains("1 which");
        for (int i = 0; asksForEachCall() && i < 3; i++) {
            assertThat(asked().awaitQuestion()).isEqualTo(first);
        }
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    default void two_with_different_mappers_get_the_same_request(Way way) {
        asked().echoes();
        RerankRequest request = segmented("3");

        assertThat(way.rerank(mapping("1"), request).scores()).containsExactly(13.0);
        assertThat(way.rerank(mapping("2"), request).scores()).containsExactly(23.0);

        assertThat(asked().awaitQuestion().whole()).contains("1 which");
        assertThat(asked().awaitQuestion().whole()).contains("2 which").doesNotContain("1 which");
        assertThat(request.documents()).containsExactly(TextContent.from("3"));
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    default void contents_are_asked_as_they_are(Way way) {
        asked().echoes();
        RerankRequest mixed = RerankRequest.builder()
                .query(TextContent.from("as it is"))
                .candidates(List.of(Document.of(TextContent.from("3")), Document.of(TextSegment.from("4"))))
                .build();

        way.rerank(mapping("1"), mixed);

        if (knowsContents()) {
            Question question = asked().awaitQuestion();
            assertThat(question.documents()).containsExactly("3", "14");
            assertThat(question.whole()).doesNotContain("1 as it is");
        }
    }

    @Test
    default void resolving_twice_is_resolving_once_and_asks_nobody() {
        Reranker reranker = mapping("1");
        RerankRequest given =
                segmented("2", "3").toBuilder().topN(1).maxRetries(1).build();

        RerankRequest once = reranker.resolve(given);
        RerankRequest twice = reranker.resolve(once);

        assertThat(said(twice)).isEqualTo(said(once));
        assertThat(once.topN()).hasValue(1);
        assertThat(once.maxRetries()).hasValue(1);
        assertThat(once.size()).isEqualTo(2);
        assertThat(asked().count()).isZero();
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    default void what_is_resolved_asks_what_was_given(Way way) {
        asked().echoes();
        Reranker reranker = mapping("1");
        RerankRequest given = segmented("2", "3");

        List<Double> scores = way.rerank(reranker, given).scores();

        assertThat(way.rerank(reranker, reranker.resolve(given)).scores()).isEqualTo(scores);
        Question first = asked().awaitQuestion();
        if (asksForEachCall()) {
            assertThat(asked().awaitQuestion()).isEqualTo(first);
        }
    }

    private Reranker mapping(String mark) {
        return reranker(query -> mark + " " + query, segment -> TextContent.from(mark + segment.text()));
    }

    private static RerankRequest segmented(String... texts) {
        return RerankRequest.builder()
                .query("which")
                .segments(List.of(texts).stream().map(TextSegment::from).toList())
                .build();
    }

    private static List<Object> said(RerankRequest request) {
        return List.of(
                request.query(),
                request.documents(),
                request.candidates().stream().map(Document::segment).toList(),
                request.modelName(),
                request.instruction(),
                request.topN(),
                request.input(),
                request.parameters(),
                request.timeout(),
                request.maxRetries(),
                request.scores());
    }
}
