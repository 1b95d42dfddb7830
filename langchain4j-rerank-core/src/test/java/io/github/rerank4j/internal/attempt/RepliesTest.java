package io.github.rerank4j.internal.attempt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.langchain4j.data.message.Content;
import dev.langchain4j.data.message.TextContent;
import io.github.rerank4j.internal.attempt.Replies.Misaligned;
import io.github.rerank4j.spi.Json;
import io.github.rerank4j.spi.RerankReply.Scored;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RepliesTest {

    @Test
    void indexed_scores_come_back_in_document_order() throws Misaligned {
        double[] scores = aligned("[{'i':2,'s':0.9},{'i':0,'s':0.5},{'i':1,'s':0.1}]", 3);

        assertThat(scores).containsExactly(0.5, 0.1, 0.9);
    }

    @Test
    void positional_scores_stay_where_they_are() throws Misaligned {
        double[] scores = Replies.align(Scored.positional(json("[-9.006162, 7.0E-6, 1]")), documents(3));

        assertThat(scores).containsExactly(-9.006162, 7.0e-6, 1.0);
    }

    @Test
    void integers_and_large_integers_are_scores() throws Misaligned {
        double[] scores = aligned("[{'i':0,'s':1},{'i':1,'s':-3},{'i':2,'s':123456789012345678901234567890}]", 3);

        assertThat(scores).containsExactly(1.0, -3.0, 1.2345678901234568e29);
    }

    @Test
    void equal_scores_are_no_reason_to_doubt() throws Misaligned {
        assertThat(aligned("[{'i':1,'s':0},{'i':0,'s':0}]", 2)).containsExactly(0.0, 0.0);
    }

    @Test
    void a_missing_document_is_an_error_and_not_a_shift() {
        assertMisaligned("[{'i':2,'s':0.9},{'i':1,'s':0.1}]", 3, "document 0 (counted from 0) has no score");
    }

    @Test
    void a_document_that_comes_twice_is_an_error() {
        assertMisaligned(
                "[{'i':2,'s':0.9},{'i':1,'s':0.1},{'i':2,'s':0.8}]", 3, "document 2 (counted from 0) has two scores");
    }

    @Test
    void a_document_nobody_sent_is_an_error() {
        assertMisaligned("[{'i':0,'s':0.9},{'i':1,'s':0.1},{'i':7,'s':0.8}]", 3, "document 7");
        assertMisaligned("[{'i':0,'s':0.9},{'i':1,'s':0.1},{'i':3,'s':0.8}]", 3, "document 3");
        assertMisaligned("[{'i':0,'s':0.9},{'i':-1,'s':0.1}]", 2, "document -1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"'0'", "'zero'", "0.5", "0.0", "1e0", "null", "true", "[0]", "{}", "4294967296", "1e400"})
    void an_index_that_is_no_integer_is_an_error(String index) {
        assertMisaligned("[{'i':" + index + ",'s':0.9}]", 1, "\"i\"");
    }

    @Test
    void a_hit_without_index_is_an_error() {
        assertMisaligned("[{'s':0.9}]", 1, "\"i\"");
        assertMisaligned("[0.9]", 1, "\"i\"");
        assertMisaligned("[null]", 1, "\"i\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "'NaN'", "'0.9'", "''", "1e400", "-1e400", "true", "false", "[0.9]", "{}"})
    void a_score_that_is_no_finite_number_is_an_error(String score) {
        assertMisaligned("[{'i':1,'s':0.3},{'i':0,'s':" + score + "}]", 2, "document 0");
        assertThatThrownBy(() -> Replies.align(Scored.positional(json("[0.3," + score + "]")), documents(2)))
                .isInstanceOf(Misaligned.class)
                .hasMessageContaining("document 1");
    }

    @Test
    void a_score_with_more_digits_than_a_double_can_be_is_an_error() {
        assertMisaligned("[{'i':0,'s':1" + "0".repeat(400) + "}]", 1, "document 0");
    }

    @Test
    void a_missing_score_is_an_error() {
        assertMisaligned("[{'i':0},{'i':1,'s':0.3}]", 2, "document 0");
    }

    @Test
    void the_first_score_name_that_is_there_wins() throws Misaligned {
        Scored reply = Scored.indexed(json("[{'i':0,'score':0.2},{'i':1,'s':0.3,'score':9}]"), "i", "s", "score");

        assertThat(Replies.align(reply, documents(2))).containsExactly(0.2, 0.3);
    }

    @Test
    void a_score_that_is_null_is_not_replaced_by_another_member() {
        Scored reply = Scored.indexed(json("[{'i':0,'s':null,'score':0.2}]"), "i", "s", "score");

        assertThatThrownBy(() -> Replies.align(reply, documents(1))).isInstanceOf(Misaligned.class);
    }

    @Test
    void fewer_positional_scores_than_documents_are_an_error() {
        assertThatThrownBy(() -> Replies.align(Scored.positional(json("[0.1,0.2]")), documents(3)))
                .isInstanceOf(Misaligned.class)
                .hasMessageContaining("document 2 (counted from 0) has no score")
                .hasMessageContaining("the reply has scores for 2 of 3 documents");
    }

    @Test
    void more_positional_scores_than_documents_are_an_error() {
        assertThatThrownBy(() -> Replies.align(Scored.positional(json("[0.1,0.2,0.3]")), documents(2)))
                .isInstanceOf(Misaligned.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{}", "null", "'text'", "3", "<html>504 Gateway Time-out</html>", "", "[] and more", "[NaN]"})
    void anything_but_a_list_is_an_error(String reply) {
        assertThatThrownBy(() -> Replies.align(Scored.indexed(json(reply), "i", "s"), documents(1)))
                .isInstanceOf(Misaligned.class)
                .hasMessageContaining("no list");
    }

    @Test
    void an_empty_list_scores_no_document() {
        assertMisaligned("[]", 1, "document 0 (counted from 0) has no score");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[{'document':{'text':'c'},'s':3},{'document':{'text':'a'},'s':1},{'document':{'text':'b'},'s':2}]",
                "[{'document':'c','s':3},{'document':'a','s':1},{'document':'b','s':2}]",
                "[{'text':'c','s':3,'i':null},{'text':'a','s':1},{'text':'b','s':2}]"
            })
    void results_without_an_index_are_placed_by_the_texts_they_repeat(String hits) throws Misaligned {
        assertThat(Replies.align(Scored.indexed(json(hits), "i", "s"), texts("a", "b", "c")))
                .containsExactly(1.0, 2.0, 3.0);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[{'text':'a','s':3},{'text':'x','s':1}] | none of those sent",
                "[{'text':'a','s':3},{'text':'a','s':1}] | document 0 (counted from 0) has two scores",
                "[{'text':'a','s':3},{'text':'b','s':1,'i':1}] | \"i\"",
                "[{'text':'a','s':3},{'s':1}] | \"i\"",
                "[{'text':'a','s':3}] | document 1 (counted from 0) has no score"
            })
    void a_result_that_no_text_places_is_an_error(String hits, String words) {
        assertThatThrownBy(() -> Replies.align(Scored.indexed(json(hits), "i", "s"), texts("a", "b")))
                .isInstanceOf(Misaligned.class)
                .hasMessageContaining(words);
    }

    @Test
    void a_text_sent_twice_places_no_result() {
        assertThatThrownBy(() -> Replies.align(
                        Scored.indexed(json("[{'text':'a','s':3},{'text':'a','s':3}]"), "i", "s"), texts("a", "a")))
                .isInstanceOf(Misaligned.class)
                .hasMessageContaining("several documents");
    }

    @Test
    void positional_results_that_repeat_the_texts_in_another_order_are_refused() {
        Scored sorted =
                new Scored(json("[{'text':'b','s':0.9},{'text':'a','s':0.1}]"), null, List.of("s"), null, null, null);

        assertThatThrownBy(() -> Replies.align(sorted, texts("a", "b")))
                .isInstanceOf(Misaligned.class)
                .hasMessageContaining("repeats the text of document 1");
    }

    @Test
    void positional_results_that_repeat_the_texts_in_order_or_changed_stay_where_they_are() throws Misaligned {
        Scored reply = new Scored(
                json("[{'text':'a','s':0.1},{'text':'a','s':0.2},{'text':'B…','s':0.3}]"),
                null,
                List.of("s"),
                null,
                null,
                null);

        assertThat(Replies.align(reply, texts("a", "a", "b"))).containsExactly(0.1, 0.2, 0.3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1,0", "2,1", "1,2,0", "0,2,1", "3,1,2"})
    void positional_results_that_number_themselves_in_another_order_are_refused(String indexes) {
        Scored reply = numbered(indexes);

        assertThatThrownBy(() -> Replies.align(reply, documents(reply.hits().size())))
                .isInstanceOf(Misaligned.class)
                .hasMessage("the results are not in document order");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0,1,2", "1,2,3", "0,0,0", "7,6,5", "'2','1','0'", "null,1,0", "1.5,0.5,2.5", "1", "-1,0"})
    void positional_results_with_an_index_that_is_no_position_or_in_order_stay_where_they_are(String indexes)
            throws Misaligned {
        Scored reply = numbered(indexes);

        assertThat(Replies.align(reply, documents(reply.hits().size())))
                .containsExactly(
                        Arrays.copyOf(new double[] {0.5, 1.5, 2.5}, reply.hits().size()));
    }

    private static Scored numbered(String indexes) {
        List<String> all = List.of(indexes.split(",", -1));
        String hits = IntStream.range(0, all.size())
                .mapToObj(i -> "{'index':" + all.get(i) + ",'s':" + i + ".5}")
                .collect(Collectors.joining(",", "[", "]"));
        return new Scored(json(hits), null, List.of("s"), null, null, null);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1000000", "-1000000.0", "-1e6"})
    void what_a_server_answers_where_it_failed_is_no_score(String sentinel) throws Misaligned {
        Scored reply = Scored.indexed(json("[{'i':0,'s':0.5},{'i':1,'s':" + sentinel + "}]"), "i", "s");

        assertThatThrownBy(() -> Replies.align(reply.failedScore(-1_000_000), documents(2)))
                .isInstanceOf(Misaligned.class)
                .hasMessageContaining("document 1 (counted from 0) was not scored");
        assertThat(Replies.align(reply, documents(2))).containsExactly(0.5, -1_000_000.0);
    }

    @ParameterizedTest
    @ValueSource(doubles = {6.83, 1.00001, -0.1, -11})
    void a_score_outside_of_0_to_1_is_no_probability(double score) {
        assertThatThrownBy(() -> Replies.requireProbabilities(new double[] {0, 1, score}))
                .isInstanceOf(Misaligned.class)
                .hasMessageContaining("document 2")
                .hasMessageContaining("activation");
    }

    @Test
    void what_rounding_has_put_out_of_0_to_1_is_put_back() throws Misaligned {
        double[] scores = {1.0000001, -1e-9, 0.5};

        Replies.requireProbabilities(scores);

        assertThat(scores).containsExactly(1.0, 0.0, 0.5);
    }

    private static List<Content> texts(String... texts) {
        return Stream.of(texts).<Content>map(TextContent::from).toList();
    }

    private static List<Content> documents(int count) {
        return IntStream.range(0, count)
                .<Content>mapToObj(i -> TextContent.from("text " + i))
                .toList();
    }

    private static double[] aligned(String hits, int documents) throws Misaligned {
        return Replies.align(Scored.indexed(json(hits), "i", "s"), documents(documents));
    }

    private static void assertMisaligned(String hits, int documents, String words) {
        assertThatThrownBy(() -> aligned(hits, documents))
                .isInstanceOf(Misaligned.class)
                .hasMessageContaining(words);
    }

    private static JsonNode json(String text) {
        return Json.read(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }
}
