package io.github.rerank4j.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.langchain4j.data.document.Metadata;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.rag.content.Content;
import dev.langchain4j.rag.content.retriever.ContentRetriever;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InputsTest {

    @TempDir
    private Path folder;

    private static Judgments.Builder twoQuestions() {
        return Judgments.builder().query("q1", "one?").query("q2", "two?");
    }

    @Test
    void questions_keep_their_order_and_know_their_grades() {
        Judgments judgments = twoQuestions()
                .query("q3", "three?")
                .grade("q2", "b", 2)
                .grade("q2", "a", -1)
                .grade("q1", "a", 0)
                .build();

        assertThat(judgments.queries()).extracting(JudgedQuery::id).containsExactly("q1", "q2", "q3");
        assertThat(judgments.judgedQueries()).extracting(JudgedQuery::id).containsExactly("q1", "q2");
        assertThat(judgments.grades("q2")).containsExactly(Map.entry("b", 2), Map.entry("a", -1));
        assertThat(judgments.isAnswerable("q2")).isTrue();
        assertThat(judgments.isAnswerable("q1")).isFalse();
        assertThat(judgments.isJudged("q3")).isFalse();
        assertThat(judgments.grades("q3")).isEmpty();
        assertThat(judgments.query("q3").text()).isEqualTo("three?");
    }

    @Test
    void a_question_can_be_judged_without_a_document() {
        Judgments judgments = twoQuestions().markJudged("q2").build();

        assertThat(judgments.judgedQueries()).extracting(JudgedQuery::id).containsExactly("q2");
        assertThat(judgments.isAnswerable("q2")).isFalse();
    }

    @Test
    void what_contradicts_itself_is_refused_with_its_ids() {
        assertThatThrownBy(() -> twoQuestions().query("q1", "again?"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("two questions \"q1\"");
        assertThatThrownBy(() -> twoQuestions().grade("q9", "a", 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"q9\"");
        assertThatThrownBy(() -> twoQuestions().markJudged("q9")).hasMessageContaining("\"q9\"");
        assertThatThrownBy(() -> twoQuestions().grade("q1", "a", 1).grade("q1", "a", 2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("\"a\"", "1 and 2", "\"q1\"");
        assertThat(twoQuestions()
                        .grade("q1", "a", 1)
                        .grade("q1", "a", 1)
                        .build()
                        .grades("q1"))
                .hasSize(1);
        assertThatThrownBy(() -> twoQuestions().build().query("q9")).hasMessageContaining("\"q9\"");
    }

    @Test
    void ids_and_texts_are_there_and_stay_out_of_logs() {
        assertThatThrownBy(() -> new JudgedQuery(" ", "text")).hasMessageContaining("blank");
        assertThatThrownBy(() -> new JudgedQuery("q", " ")).hasMessageContaining("\"q\"");
        assertThatThrownBy(() -> new Candidate("", "text")).isInstanceOf(IllegalArgumentException.class);
        assertThat(new Candidate("d", "").text()).isEmpty();
        assertThat(new JudgedQuery("q", "secret").toString() + new Candidate("d", "secret"))
                .doesNotContain("secret");
    }

    @Test
    void candidates_are_frozen_and_each_document_is_there_once() {
        List<Candidate> documents = new ArrayList<>(List.of(new Candidate("a", "x"), new Candidate("b", "y")));
        Candidates candidates = Candidates.of(Map.of("q1", documents));
        documents.clear();

        assertThat(candidates.documents("q1")).hasSize(2);
        assertThat(candidates.documents("q9")).isEmpty();
        assertThat(candidates).hasToString("Candidates[questions=1]");
        assertThatThrownBy(() -> Candidates.of(Map.of("q1", List.of(new Candidate("a", "x"), new Candidate("a", "y")))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("\"q1\"", "\"a\"", "twice");
    }

    @Test
    @SuppressWarnings("NullAway") // which does not see that the function may return null
    void a_retriever_is_asked_once_for_each_judged_question() {
        List<String> asked = new ArrayList<>();
        ContentRetriever retriever = query -> {
            asked.add(query.text());
            return List.of(content("d1", "first"), content("d2", "second"), content("d1", "first again"));
        };
        Judgments judgments = twoQuestions().grade("q2", "d1", 1).build();

        Candidates candidates = Candidates.retrieve(
                judgments,
                retriever,
                content -> content.textSegment().metadata().getString("id"));

        assertThat(asked).containsExactly("two?");
        assertThat(candidates.documents("q2"))
                .containsExactly(new Candidate("d1", "first"), new Candidate("d2", "second"));
        assertThatThrownBy(() -> Candidates.retrieve(judgments, retriever, content -> null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"q2\"");
    }

    private static Content content(String id, String text) {
        return Content.from(TextSegment.from(text, Metadata.from("id", id)));
    }

    @Test
    void a_run_is_ranked_as_trec_eval_ranks_it() throws IOException {
        Path file = Files.writeString(folder.resolve("a.run"), """
                q1 Q0 b 1 0.5 me
                q1 Q0 a 2 0.5 me
                q1\tQ0\tc\t3\t2e0\tme

                q2 Q0 x 1 -0.0 me
                q2 Q0 y 2 0.0 me
                """);

        TrecRun run = TrecRun.read(file);

        assertThat(run.queryIds()).containsExactly("q1", "q2");
        assertThat(run.documentIds("q1")).containsExactly("c", "b", "a");
        assertThat(run.documentIds("q2")).containsExactly("y", "x");
        assertThat(run.documentIds("q9")).isEmpty();
        assertThat(run.scores("q1")).containsEntry("c", 2.0);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "q1 Q0 a 1|has 4 columns",
                "q1 Q0 a 1 high me|the score is \"high\", which is no number",
                "q1 Q0 a 1 NaN me|the score is NaN, which is not finite",
                "q1 Q0 a 1 1e999 me|not finite",
                "q1 Q0 a 1 1 me;q1 Q0 a 2 0 me|document \"a\" is there twice for question \"q1\"",
            })
    void a_line_that_is_none_of_a_run_is_named(String lines, String problem) throws IOException {
        Path file = Files.writeString(folder.resolve("a.run"), "q0 Q0 a 1 1 me\n" + lines.replace(';', '\n'));

        assertThatThrownBy(() -> TrecRun.read(file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll(file.toString(), problem)
                .hasMessageContaining("line " + (lines.contains(";") ? 3 : 2));
    }

    @Test
    void a_run_is_written_with_every_digit_and_read_as_the_same() throws IOException {
        TrecRun run = TrecRun.of(Map.of("q1", Map.of("a", 0.1 + 0.2, "b", 1e-300, "c d\u3000é", -7.0)));
        Path file = folder.resolve("b.run");

        run.write(file, "my model");

        assertThat(file).hasContent("""
                q1 Q0 a 1 0.30000000000000004 my%20model
                q1 Q0 b 2 1.0E-300 my%20model
                q1 Q0 c%20d%E3%80%80é 3 -7.0 my%20model
                """);
        assertThat(TrecRun.read(file).scores("q1"))
                .containsEntry("a", 0.1 + 0.2)
                .containsEntry("b", 1e-300);
        assertThatThrownBy(() -> TrecRun.of(Map.of("q1", Map.of("a", Double.NaN))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    @SuppressWarnings("NullAway") // which does not see that the function may return null
    void candidates_of_a_run_get_their_texts_and_one_without_is_named() {
        TrecRun run = TrecRun.of(Map.of("q1", Map.of("a", 1.0, "b", 2.0)));

        assertThat(Candidates.of(run, id -> "text of " + id).documents("q1"))
                .containsExactly(new Candidate("b", "text of b"), new Candidate("a", "text of a"));
        assertThatThrownBy(() -> Candidates.of(run, id -> id.equals("a") ? null : "text"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("\"a\"", "\"q1\"");
    }

    @Test
    void ids_compare_as_their_bytes_in_utf_8() {
        Random random = new Random(11);
        for (int i = 0; i < 5_000; i++) {
            String one = word(random);
            String other = word(random);
            int expected = Arrays.compareUnsigned(
                    one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
            assertThat(Integer.signum(Ids.BY_BYTES.compare(one, other)))
                    .as("%s and %s", one, other)
                    .isEqualTo(Integer.signum(expected));
        }
    }

    private static String word(Random random) {
        int[] letters = {'a', 'b', 'é', 0x4E2D, 0xFFFD, 0xE000, 0x1F600, 0x10FFFF};
        StringBuilder word = new StringBuilder();
        for (int i = random.nextInt(4); i >= 0; i--) {
            word.appendCodePoint(letters[random.nextInt(letters.length)]);
        }
        return word.toString();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ndcg@10", "rr@1", "map", "p@5", "recall@100", "success@1", "judged@10"})
    void a_metric_is_read_by_its_name(String name) {
        assertThat(Metric.of(name).name()).isEqualTo(name);
        assertThat(Metric.of(" " + name.toUpperCase(Locale.ROOT))).isEqualTo(Metric.of(name));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ndcg", "map@10", "mrr@10", "p@0", "p@-1", "p@x", "", "ndcg@", "p@99999999999"})
    void a_metric_that_is_none_is_refused_with_those_there_are(String name) {
        assertThatThrownBy(() -> Metric.of(name))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("\"" + name + "\"", "ndcg@K", "map");
        assertThatThrownBy(() -> Metric.ndcg(0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_target_is_read_as_it_is_shown() {
        assertThat(ThresholdTarget.of("recall=0.95")).isEqualTo(ThresholdTarget.recall(0.95));
        assertThat(ThresholdTarget.of(" Precision = .9")).hasToString("precision=0.9");
        for (String wrong : List.of("recall", "recall=x", "f1=0.3", "recall=1", "recall=0", "precision=-1")) {
            assertThatThrownBy(() -> ThresholdTarget.of(wrong)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void prices_are_finite_numbers_from_zero_for_tokens() {
        assertThat(Price.perMillionTokens(0.02).cost(5_000_000)).isCloseTo(0.1, within(1e-12));
        assertThatThrownBy(() -> Price.perMillionTokens(-1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the price of a million tokens is -1.0, but must be a finite number from 0");
        assertThatThrownBy(() -> Price.perMillionTokens(Double.NaN)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void an_answer_has_finite_scores() {
        assertThatThrownBy(() -> KeptResponse.scored(List.of(Double.NaN))).isInstanceOf(IllegalArgumentException.class);
        assertThat(KeptResponse.scored(List.of(1.0)).requests(2).tokens(3).millis(4))
                .hasToString("KeptResponse[scores=1, requests=OptionalInt[2], tokens=OptionalLong[3], millis=4.0]");
        assertThat(KeptResponse.failed("a secret text").toString()).doesNotContain("secret");
    }
}
