package io.github.rerank4j.testkit;

import static java.util.stream.Collectors.toList;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.langchain4j.exception.InvalidRequestException;
import io.github.rerank4j.LongDocuments;
import io.github.rerank4j.RerankResponse;
import io.github.rerank4j.local.ReceivedRequest;
import io.github.rerank4j.service.RerankScoringModel;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Calls are packed into requests inside the limits, and nobody notices but the bill. */
interface PackingPromises extends ContractCase {

    @ParameterizedTest
    @EnumSource(Way.class)
    default void many_documents_are_packed_and_merged_in_their_order(Way way) {
        echoScores();
        String[] documents =
                IntStream.range(0, 2500).mapToObj(Integer::toString).toArray(String[]::new);

        RerankResponse response = way.rerank(model(configured().maxDocumentsPerRequest(100)), Way.request(documents));

        assertThat(response.scores())
                .containsExactlyElementsOf(
                        IntStream.range(0, 2500).mapToObj(i -> (double) i).toList());
        assertThat(server().requestCount()).isEqualTo(25);
        assertThat(response.attempts()).isEqualTo(25);
        assertThat(response.tokenUsage())
                .hasValueSatisfying(usage -> assertThat(usage.totalTokenCount()).isEqualTo(25 * TOKENS));
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    default void usage_is_absent_when_one_request_does_not_report_it(Way way) {
        server().respondWith(request -> documents(request).contains("1") ? withoutUsage("1") : scored("2"));

        RerankResponse response = way.rerank(model(configured().maxDocumentsPerRequest(1)), Way.request("1", "2"));

        assertThat(response.scores()).containsExactly(1.0, 2.0);
        assertThat(response.tokenUsage()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    default void each_request_is_filled_as_far_as_the_characters_allow(Way way) {
        echoScores();
        int query = "the question of this test".length();

        List<Double> scores = way.score(
                model(configured().maxCharactersPerRequest(query + 6)), "111", "222", "333", "4444", "55", "6");

        assertThat(scores).containsExactly(111.0, 222.0, 333.0, 4444.0, 55.0, 6.0);
        assertThat(server().requests().stream().map(this::documents).collect(toList()))
                .containsExactlyInAnyOrder(List.of("111", "222"), List.of("333"), List.of("4444", "55"), List.of("6"));
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    default void the_fewest_requests_are_filled_evenly(Way way) {
        echoScores();

        way.score(model(configured().maxDocumentsPerRequest(4)), "1", "2", "3", "4", "5", "6", "7", "8", "9");

        assertThat(server().requests().stream().map(this::documents).collect(toList()))
                .containsExactlyInAnyOrder(List.of("1", "2", "3"), List.of("4", "5", "6"), List.of("7", "8", "9"));
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    default void no_body_is_larger_than_the_bytes_allowed(Way way) {
        echoScores();
        int limit = 800;
        String[] documents = IntStream.range(0, 60)
                .mapToObj(i -> "\t\u3000".repeat(i % 20) + i)
                .toArray(String[]::new);

        List<Double> scores = way.score(model(configured().maxBytesPerRequest(limit)), documents);

        assertThat(scores)
                .containsExactlyElementsOf(
                        IntStream.range(0, 60).mapToObj(i -> (double) i).toList());
        assertThat(server().requests())
                .hasSizeGreaterThan(2)
                .allSatisfy(request -> assertThat(request.body()).hasSizeLessThanOrEqualTo(limit));
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    default void a_document_of_too_many_bytes_is_refused_or_cut(Way way) {
        server().enqueue(scored("0.5"));
        String document = "字".repeat(1_000);

        assertThatThrownBy(() -> way.score(model(configured().maxBytesPerRequest(900)), document))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContainingAll("document 0", "maxBytesPerRequest", "TRUNCATE")
                .hasMessageNotContaining("字");
        assertThat(server().requestCount()).isZero();
        way.score(model(configured().maxBytesPerRequest(900).longDocuments(LongDocuments.TRUNCATE)), document);
        ReceivedRequest request = server().takeRequest(SOON);
        assertThat(request.body()).hasSizeBetween(880, 900);
        assertThat(document).startsWith(documents(request).get(0));
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    default void a_long_document_is_refused_before_any_request(Way way) {
        RerankScoringModel model = model(configured().maxCharactersPerDocument(5));

        assertThatThrownBy(() -> way.score(model, "short", "too long"))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContainingAll("document 1", "8 characters", "5", "TRUNCATE", "SPLIT");
        assertThat(server().requestCount()).isZero();
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    default void a_long_document_is_cut_on_request_but_not_inside_a_character(Way way) {
        server().enqueue(scored("0.5"));

        way.score(
                model(configured().maxCharactersPerDocument(4).longDocuments(LongDocuments.TRUNCATE)),
                "abc\uD83D\uDE00def");

        assertThat(documents(server().takeRequest(SOON))).containsExactly("abc");
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    default void a_split_document_gets_the_score_of_its_best_passage(Way way) {
        server().respondWith(request -> scored(documents(request).stream()
                .map(passage -> passage.contains("X") ? "0.9" : "0.1")
                .toArray(String[]::new)));
        String needle = "-".repeat(70) + "X" + "-".repeat(29);

        List<Double> scores = way.score(
                model(configured().maxCharactersPerDocument(16).longDocuments(LongDocuments.SPLIT)),
                "short",
                needle,
                "-".repeat(50));

        assertThat(scores).containsExactly(0.1, 0.9, 0.1);
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    default void a_query_without_room_for_a_document_is_refused(Way way) {
        assertThatThrownBy(() -> way.score(model(configured().maxCharactersPerRequest(10)), "a"))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("query");
        assertThat(server().requestCount()).isZero();
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    default void requests_run_in_parallel_up_to_the_limit(Way way) {
        CompletableFuture<Void> release = new CompletableFuture<>();
        server().respondWith(request -> scored("0.5").heldUntil(release));
        RerankScoringModel model = model(configured().maxDocumentsPerRequest(1).maxConcurrentRequests(3));

        CompletableFuture<RerankResponse> call = way.begin(model, "a", "b", "c", "d", "e");
        IntStream.range(0, 3).forEach(i -> server().takeRequest(SOON));
        int inFlight = server().requestCount();
        release.complete(null);

        assertThat(Way.result(call).scores()).hasSize(5);
        assertThat(inFlight).isEqualTo(3);
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    default void the_first_failing_request_fails_the_call_and_aborts_the_others(Way way) {
        server().respondWith(request ->
                documents(request).contains("bad") ? refused(Refusal.INVALID, "no") : ScriptedReply.neverRespond());
        RerankScoringModel model = model(configured().maxDocumentsPerRequest(1));

        assertThatThrownBy(() -> way.score(model, "a", "bad", "c")).isInstanceOf(InvalidRequestException.class);
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    default void two_megabytes_of_chinese_arrive_whole(Way way) {
        server().enqueue(scored("0.5"));
        String text = "检索增强生成的质量取决于重排序。".repeat(44_000);
        RerankScoringModel model =
                model(configured().maxCharactersPerRequest(1_000_000).maxCharactersPerDocument(1_000_000));

        assertThat(way.score(model, text)).containsExactly(0.5);
        assertThat(documents(server().takeRequest(SOON))).containsExactly(text);
    }
}
