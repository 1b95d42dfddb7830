package io.github.rerank4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.langchain4j.data.message.TextContent;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.output.TokenUsage;
import io.github.rerank4j.RerankResponse.Facts;
import io.github.rerank4j.RerankResponse.Ranked;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RerankResponseTest {

    @Test
    void documents_are_ranked_best_first_and_scores_stay_in_document_order() {
        RerankResponse response = RerankResponse.of(request("a", "b", "c"), List.of(-2.0, 5.5, 0.0), Facts.NONE);

        assertThat(response.scores()).containsExactly(-2.0, 5.5, 0.0);
        assertThat(response.ranked())
                .containsExactly(
                        new Ranked(1, 5.5, TextContent.from("b")),
                        new Ranked(2, 0.0, TextContent.from("c")),
                        new Ranked(0, -2.0, TextContent.from("a")));
    }

    @Test
    void ties_are_ranked_in_document_order() {
        List<Double> scores = new ArrayList<>();
        String[] documents = new String[200];
        Random random = new Random(1);
        for (int i = 0; i < documents.length; i++) {
            documents[i] = "d" + i;
            scores.add((double) random.nextInt(3));
        }

        List<Ranked> ranked =
                RerankResponse.of(request(documents), scores, Facts.NONE).ranked();

        for (int i = 1; i < ranked.size(); i++) {
            Ranked better = ranked.get(i - 1);
            Ranked worse = ranked.get(i);
            assertThat(better.score() > worse.score()
                            || (better.score() == worse.score() && better.index() < worse.index()))
                    .isTrue();
        }
    }

    @Test
    void both_zeros_are_a_tie() {
        List<Ranked> ranked = RerankResponse.of(request("a", "b"), List.of(-0.0, 0.0), Facts.NONE)
                .ranked();

        assertThat(ranked).extracting(Ranked::index).containsExactly(0, 1);
    }

    @Test
    void top_n_cuts_the_ranking_and_not_the_scores() {
        RerankRequest request = RerankRequest.builder()
                .query("q")
                .documents(List.of("a", "b", "c"))
                .topN(2)
                .build();

        RerankResponse response = RerankResponse.of(request, List.of(0.1, 0.9, 0.5), Facts.NONE);

        assertThat(response.ranked()).extracting(Ranked::index).containsExactly(1, 2);
        assertThat(response.scores()).containsExactly(0.1, 0.9, 0.5);
    }

    @Test
    void a_top_n_above_the_number_of_documents_ranks_them_all() {
        RerankRequest request = RerankRequest.builder()
                .query("q")
                .documents(List.of("a", "b"))
                .topN(Integer.MAX_VALUE)
                .build();

        assertThat(RerankResponse.of(request, List.of(0.1, 0.9), Facts.NONE).ranked())
                .hasSize(2);
    }

    @Test
    void what_is_known_about_the_call_is_told() {
        Facts facts = Facts.builder()
                .tokenUsage(new TokenUsage(3, 0, 3))
                .modelName("rank-1")
                .requestIds(List.of("id-1", "id-2"))
                .attempts(4)
                .build();

        RerankResponse response = RerankResponse.of(request("a"), List.of(0.1), facts);

        assertThat(response.tokenUsage()).contains(new TokenUsage(3, 0, 3));
        assertThat(response.modelName()).contains("rank-1");
        assertThat(response.requestIds()).containsExactly("id-1", "id-2");
        assertThat(response.attempts()).isEqualTo(4);
    }

    @Test
    void what_is_not_known_is_absent() {
        RerankResponse response = RerankResponse.of(request(), List.of(), Facts.NONE);

        assertThat(response.scores()).isEmpty();
        assertThat(response.ranked()).isEmpty();
        assertThat(response.tokenUsage()).isEmpty();
        assertThat(response.modelName()).isEmpty();
        assertThat(response.requestIds()).isEmpty();
        assertThat(response.attempts()).isZero();
    }

    @Test
    void another_number_of_scores_than_of_documents_is_refused() {
        assertThatThrownBy(() -> RerankResponse.of(request("a", "b"), List.of(0.1), Facts.NONE))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void scores_may_come_as_an_array_which_is_copied() {
        double[] scores = {0.1, 0.9};
        RerankResponse response = RerankResponse.of(request("a", "b"), scores, Facts.NONE);

        scores[0] = 0.5;

        assertThat(response.scores()).containsExactly(0.1, 0.9);
    }

    @Test
    void scores_are_like_any_other_list_of_them() {
        List<Double> scores = RerankResponse.of(request("a", "b"), new double[] {0.1, 0.9}, Facts.NONE)
                .scores();

        assertThat(scores).isEqualTo(List.of(0.1, 0.9)).hasSameHashCodeAs(List.of(0.1, 0.9));
        assertThat(scores).hasToString("[0.1, 0.9]");
    }

    @Test
    void scores_can_be_serialized() throws Exception {
        List<Double> scores = RerankResponse.of(request("a", "b"), new double[] {0.1, 0.9}, Facts.NONE)
                .scores();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(scores);
        }

        assertThat(new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray())).readObject())
                .isEqualTo(scores);
    }

    @Test
    void scores_that_somebody_changes_meanwhile_are_refused() {
        assertThatThrownBy(() -> RerankResponse.of(request("a", "b"), new Growing<>(0.5), Facts.NONE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("scores has ")
                .hasMessageEndingWith(" entries, but the request has 2 documents; give one score per document");
    }

    @Test
    void the_first_score_that_is_no_number_is_told() {
        assertThatThrownBy(() ->
                        RerankResponse.of(request("a", "b", "c"), Arrays.asList(Double.NaN, null, 1.0), Facts.NONE))
                .hasMessage("score 0 (counted from 0) is NaN, not a finite number");
    }

    @Test
    void an_array_that_is_not_one_finite_number_per_document_is_refused() {
        assertThatThrownBy(() -> RerankResponse.of(request("a", "b"), new double[] {0.1}, Facts.NONE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("scores has 1 entries, but the request has 2 documents; give one score per document");
        assertThatThrownBy(() -> RerankResponse.of(request("a", "b"), new double[] {0.1, Double.NaN}, Facts.NONE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("score 1 (counted from 0) is NaN, not a finite number");
    }

    @Test
    void nothing_in_a_response_can_be_changed() {
        List<Double> scores = new ArrayList<>(List.of(0.1));
        List<String> ids = new ArrayList<>(List.of("id-1"));
        RerankResponse response = RerankResponse.of(
                request("a"),
                scores,
                Facts.builder().requestIds(ids).attempts(1).build());

        scores.set(0, 0.9);
        ids.clear();

        assertThat(response.scores()).containsExactly(0.1);
        assertThat(response.requestIds()).containsExactly("id-1");
        assertThatThrownBy(() -> response.scores().clear()).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> response.ranked().clear()).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> response.requestIds().clear()).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void no_text_shows() {
        RerankResponse response = RerankResponse.of(request("a private text"), List.of(0.25), Facts.NONE);

        assertThat(response.toString()).contains("0.25").doesNotContain("private");
        assertThat(response.ranked().toString()).contains("0.25").doesNotContain("private");
    }

    @Test
    void a_response_that_is_kept_keeps_neither_executor_nor_parent_of_its_call() {
        WeakReference<Object> held = new WeakReference<>(new Object());
        RerankResponse response = RerankResponse.of(callHolding(held.get()), List.of(0.1), Facts.NONE);
        RerankResponse other = response.with(callHolding(held.get()), Facts.NONE);

        await().until(() -> {
            System.gc();
            return held.refersTo(null);
        });
        assertThat(response.ranked()).containsExactly(new Ranked(0, 0.1, TextContent.from("a")));
        assertThat(other.ranked()).isEqualTo(response.ranked());
    }

    @Test
    void a_segment_is_ranked_as_its_text() {
        RerankRequest request = RerankRequest.builder()
                .query("q")
                .candidates(List.of(Document.of(TextContent.from("a")), Document.of(TextSegment.from("b"))))
                .build();

        assertThat(RerankResponse.of(request, List.of(0.1, 0.9), Facts.NONE).ranked())
                .extracting(Ranked::document)
                .containsExactly(TextContent.from("b"), TextContent.from("a"));
    }

    private static RerankRequest callHolding(@Nullable Object held) {
        CallContext parent = CallContext.of("a chain", 1, null);
        parent.attributes().put("span", Objects.requireNonNull(held));
        return request("a").toBuilder()
                .calledBy(parent)
                .executor(task -> assertThat(held).isNotNull())
                .build();
    }

    private static RerankRequest request(String... documents) {
        return RerankRequest.builder().query("q").documents(List.of(documents)).build();
    }

    @Test
    void langchain4j_learns_which_member_has_answered() {
        RerankRequest request =
                RerankRequest.builder().query("which").documents(List.of("a")).build();
        RerankResponse.Facts.Builder facts =
                RerankResponse.Facts.builder().answeredBy("house").fallbacks(List.of("tencent"));

        assertThat(RerankResponse.of(request, List.of(0.5), facts.build())
                        .asLangChain4j()
                        .metadata())
                .isEqualTo(Map.of("rerank.member", "house", "rerank.fallbacks", List.of("tencent")));
        assertThat(RerankResponse.of(request, List.of(0.5), facts.modelName("m").build())
                        .asLangChain4j()
                        .metadata())
                .containsEntry("rerank.model", "m");
        assertThat(RerankResponse.of(request, List.of(0.5), facts.build()))
                .hasToString("RerankResponse[scores=[0.5], tokenUsage=null, modelName=m, requestIds=[], attempts=0,"
                        + " answeredBy=house, fallbacks=[tencent]]");
    }
}
