package io.github.rerank4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.langchain4j.data.message.AudioContent;
import dev.langchain4j.data.message.Content;
import dev.langchain4j.data.message.PdfFileContent;
import dev.langchain4j.data.message.TextContent;
import dev.langchain4j.exception.InvalidRequestException;
import dev.langchain4j.exception.LangChain4jException;
import dev.langchain4j.exception.UnsupportedFeatureException;
import io.github.rerank4j.InvalidReplyException;
import io.github.rerank4j.RerankHttpException;
import io.github.rerank4j.RerankRequest;
import io.github.rerank4j.RerankResponse;
import io.github.rerank4j.service.RerankScoringModel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** One finite score per document, in document order, or a typed error. */
interface AlignmentPromises extends ContractCase {

    @ParameterizedTest
    @EnumSource(Way.class)
    default void whole_numbers_and_tiny_ones_are_scores_too(Way way) {
        server().enqueue(scored("1", "7.0E-6", "0"));

        assertThat(way.score(model(), "a", "b", "c")).containsExactly(1.0, 7.0E-6, 0.0);
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    default void the_documents_arrive_as_they_were_given(Way way) {
        server().enqueue(scored("0.1", "0.2"));

        way.score(model(), "plain", "漢字 \"quoted\" \\ \n \uD83D\uDE00");

        assertThat(documents(server().takeRequest(SOON))).containsExactly("plain", "漢字 \"quoted\" \\ \n \uD83D\uDE00");
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    default void half_a_surrogate_pair_becomes_a_replacement_character(Way way) {
        server().enqueue(scored("0.1"));

        way.score(model(), "a\uD83Db");

        assertThat(documents(server().takeRequest(SOON))).containsExactly("a\uFFFDb");
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    default void a_score_that_is_no_finite_number_is_an_error(Way way) {
        List<String> bad = List.of("null", "\"0.5\"", "true", "1e400", "-1e400", "{}", "[0.5]", "\"NaN\"", "NaN");
        RerankScoringModel model = model();
        for (String score : bad) {
            server().enqueue(scored("0.1", score, "0.3"));

            assertThatThrownBy(() -> way.score(model, "a", "b", "c"))
                    .as(score)
                    .isInstanceOf(InvalidReplyException.class)
                    .hasCauseInstanceOf(RerankHttpException.class);
        }
        assertThat(server().requestCount()).isEqualTo(bad.size());
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    default void fewer_or_more_scores_than_documents_are_an_error(Way way) {
        RerankScoringModel model = model();
        for (ScriptedReply reply : List.of(scored("0.1", "0.2"), scored(), scored("0.1", "0.2", "0.3", "0.4"))) {
            server().enqueue(reply);

            assertThatThrownBy(() -> way.score(model, "a", "b", "c")).isInstanceOf(InvalidReplyException.class);
        }
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    default void a_reply_that_misnames_its_documents_is_an_error_asked_for_once(Way way) {
        RerankScoringModel model = model();
        for (ScriptedReply reply : misaligned()) {
            server().enqueue(reply);

            assertThatThrownBy(() -> way.score(model, "a", "b", "c"))
                    .isInstanceOf(InvalidReplyException.class)
                    .hasMessageContaining("document");
        }
        assertThat(server().requestCount()).isEqualTo(misaligned().size());
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    default void a_success_that_is_no_ranking_is_an_error_asked_for_once(Way way) {
        List<ScriptedReply> replies = List.of(
                ScriptedReply.text(200, "<html><body>It works!</body></html>"),
                ScriptedReply.text(200, "504 Gateway Time-out"),
                ScriptedReply.json("[]"),
                ScriptedReply.json("\"ok\""),
                ScriptedReply.json("{}"),
                ScriptedReply.empty(200),
                ScriptedReply.empty(204),
                ScriptedReply.bytes(200, "{\"results\":[".getBytes(StandardCharsets.UTF_8)));
        RerankScoringModel model = model();
        for (ScriptedReply reply : replies) {
            server().enqueue(reply);

            assertThatThrownBy(() -> way.score(model, "a", "b", "c"))
                    .as(reply.toString())
                    .isInstanceOf(InvalidReplyException.class);
        }
        assertThat(server().requestCount()).isEqualTo(replies.size());
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    default void a_reply_over_16_megabytes_is_an_error_and_not_read_to_its_end(Way way) {
        server().enqueue(ScriptedReply.bytes(200, new byte[1024 * 1024]).endless());

        assertThatThrownBy(() -> way.score(model(), "a"))
                .isInstanceOf(InvalidReplyException.class)
                .hasMessageContaining("16 MB");
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    default void a_compressed_reply_is_read(Way way) {
        server().enqueue(scored("0.5").gzip());

        assertThat(way.score(model(), "a")).containsExactly(0.5);
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    default void usage_is_reported(Way way) {
        server().enqueue(scored("0.1"));

        assertThat(way.rerank(model(), Way.request("a")).tokenUsage())
                .hasValueSatisfying(usage -> assertThat(usage.totalTokenCount()).isEqualTo(TOKENS));
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    default void a_reply_without_usage_has_scores_and_no_usage(Way way) {
        server().enqueue(withoutUsage("0.1"));

        RerankResponse response = way.rerank(model(), Way.request("a"));

        assertThat(response.scores()).containsExactly(0.1);
        assertThat(response.tokenUsage()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    default void top_n_is_not_sent(Way way) {
        server().enqueue(scored("0.2", "0.9", "0.2", "0.9"));

        way.rerank(model(), Way.request("a", "b", "c", "d").toBuilder().topN(3).build());

        assertThat(server().takeRequest(SOON).text()).doesNotContain("top_n", "top_k", "TopN");
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    default void an_error_inside_a_success_is_the_providers_error(Way way) {
        server().enqueue(refused(Refusal.INVALID, "not like that"));

        assertThatThrownBy(() -> way.score(model(), "a"))
                .isInstanceOf(LangChain4jException.class)
                .hasMessageContaining("not like that");
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    default void a_blank_document_is_scored_or_refused_but_never_left_out(Way way) {
        server().respondWith(request ->
                scored(documents(request).stream().map(document -> "0.5").toArray(String[]::new)));
        List<Double> scores = new ArrayList<>();

        Throwable refusal = catchThrowable(() -> scores.addAll(way.score(model(), "a", " ", "b")));

        if (refusal == null) {
            assertThat(scores).hasSize(3);
            assertThat(documents(server().takeRequest(SOON))).containsExactly("a", " ", "b");
        } else {
            assertThat(refusal).isInstanceOf(InvalidRequestException.class).hasMessageContaining("document 1");
            assertThat(server().requestCount()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    default void content_that_the_model_does_not_rank_is_refused_before_any_request(Way way) {
        RerankScoringModel model = model();
        for (Content content : List.of(
                AudioContent.from("https://example.com/a.mp3"), PdfFileContent.from("https://example.com/a.pdf"))) {
            RerankRequest document = RerankRequest.builder()
                    .query("q")
                    .contents(List.of(TextContent.from("a"), content))
                    .build();
            RerankRequest query = RerankRequest.builder()
                    .query(content)
                    .documents(List.of("a"))
                    .build();

            assertThatThrownBy(() -> way.rerank(model, document)).isInstanceOf(UnsupportedFeatureException.class);
            assertThatThrownBy(() -> way.rerank(model, query)).isInstanceOf(UnsupportedFeatureException.class);
        }
        assertThat(server().requestCount()).isZero();
    }
}
