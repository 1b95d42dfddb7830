package io.github.rerank4j.internal.packing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.langchain4j.data.message.AudioContent;
import dev.langchain4j.data.message.Content;
import dev.langchain4j.data.message.ContentType;
import dev.langchain4j.data.message.ImageContent;
import dev.langchain4j.data.message.TextContent;
import dev.langchain4j.exception.InvalidRequestException;
import dev.langchain4j.exception.UnsupportedFeatureException;
import dev.langchain4j.model.output.TokenUsage;
import io.github.rerank4j.LongDocuments;
import io.github.rerank4j.ScoreScale;
import io.github.rerank4j.internal.packing.Batches.BatchScores;
import io.github.rerank4j.spi.ModelTraits;
import io.github.rerank4j.spi.RequestLimits;
import io.github.rerank4j.spi.RerankCall;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BatchesTest {

    private static final ModelTraits ANY = ModelTraits.pointwise(ScoreScale.LOGIT);
    private static final ModelTraits LISTWISE = ModelTraits.listwise(ScoreScale.LOGIT);

    @Test
    void without_limits_a_call_is_one_request_just_as_it_is() {
        RerankCall call = new RerankCall(
                TextContent.from("q"), texts("a", "b"), "rank-1", "judge", Map.of("k", 1), Map.of("p", 2));

        Batches batches = Batches.of(call, ANY, limits(ANY), LongDocuments.FAIL);

        assertThat(batches.list()).containsExactly(call);
    }

    @Test
    void each_batch_keeps_what_the_call_says() {
        RerankCall call = new RerankCall(
                TextContent.from("q"), texts("a", "b"), "rank-1", "judge", Map.of("k", 1), Map.of("p", 2));

        List<RerankCall> batches =
                Batches.of(call, ANY, limits(1, MAX, MAX), LongDocuments.FAIL).list();

        assertThat(batches).hasSize(2).allSatisfy(batch -> {
            assertThat(batch.query()).isEqualTo(call.query());
            assertThat(batch.modelName()).isEqualTo("rank-1");
            assertThat(batch.instruction()).isEqualTo("judge");
            assertThat(batch.input()).isEqualTo(Map.of("k", 1));
            assertThat(batch.parameters()).isEqualTo(Map.of("p", 2));
        });
    }

    @Test
    void documents_fill_the_fewest_requests_evenly() {
        assertThat(sizes(packed(limits(20, MAX, MAX), numbered(45)))).containsExactly(15, 15, 15);
        assertThat(sizes(packed(limits(20, MAX, MAX), numbered(20)))).containsExactly(20);
        assertThat(sizes(packed(limits(20, MAX, MAX), numbered(21)))).containsExactly(11, 10);
        assertThat(sizes(packed(limits(4, MAX, MAX), numbered(9)))).containsExactly(3, 3, 3);
    }

    @Test
    void characters_too_are_shared_out_evenly_over_the_fewest_requests() {
        // 1 + 9 = 10: nine of them fit one request, ten do not
        String[] ten = "abcdefghij".split("");

        assertThat(sizes(packed(limits(MAX, 10, MAX), ten))).containsExactly(5, 5);
    }

    @Test
    void the_last_request_holds_a_document_alone_only_where_it_has_to() {
        Batches batches = packed(limits(MAX, 10, MAX), "aaa", "bbb", "ccc", "d");
        Batches unavoidable = packed(limits(MAX, 10, MAX), "aaa", "bbb", "ccc", "ddddddddd");

        assertThat(texts(batches)).containsExactly(List.of("aaa", "bbb"), List.of("ccc", "d"));
        assertThat(texts(unavoidable)).containsExactly(List.of("aaa", "bbb", "ccc"), List.of("ddddddddd"));
    }

    @Test
    void documents_are_packed_up_to_the_characters_with_the_query_counted_once() {
        // the query has 1 character: 1 + 4 + 5 = 10
        Batches batches = packed(limits(MAX, 10, MAX), "aaaa", "bbbbb", "c", "dddddddd", "e");

        assertThat(texts(batches)).containsExactly(List.of("aaaa", "bbbbb"), List.of("c", "dddddddd"), List.of("e"));
    }

    @Test
    void a_character_is_one_utf_16_unit() {
        Batches batches = packed(limits(MAX, 5, MAX), "😀", "ab", "中文");

        assertThat(texts(batches)).containsExactly(List.of("😀", "ab"), List.of("中文"));
    }

    @Test
    void documents_are_never_reordered_to_fill_a_request_better() {
        Batches batches = packed(limits(MAX, 10, MAX), "aaaaaa", "bbbbbb", "c", "d");

        assertThat(texts(batches)).containsExactly(List.of("aaaaaa"), List.of("bbbbbb", "c", "d"));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void every_request_is_inside_all_limits_and_there_are_no_more_than_filling_each_would_need(int seed) {
        Random random = new Random(seed);
        RequestLimits limits = limits(1 + random.nextInt(12), 60 + random.nextInt(200), 1 + random.nextInt(120));
        List<String> documents = random.ints(300, 0, 400)
                .mapToObj(length -> "x".repeat(length / 3))
                .toList();

        List<List<String>> requests =
                texts(Batches.of(call(documents.toArray(String[]::new)), ANY, limits, LongDocuments.SPLIT));

        for (List<String> request : requests) {
            assertThat(request).hasSizeBetween(1, limits.documents());
            assertThat(request).allMatch(text -> text.length() <= limits.charactersPerDocument());
            assertThat(1 + characters(request)).isLessThanOrEqualTo(limits.characters());
        }
        assertThat(requests)
                .hasSize(filled(requests.stream().flatMap(List::stream).toList(), limits));
    }

    /** How many requests there are if each is filled before the next one begins, which is never more than needed. */
    private static int filled(List<String> passages, RequestLimits limits) {
        int requests = 0;
        int documents = limits.documents();
        int characters = 0;
        for (String passage : passages) {
            if (documents == limits.documents() || characters + passage.length() > limits.characters()) {
                requests++;
                documents = 0;
                characters = 1;
            }
            documents++;
            characters += passage.length();
        }
        return requests;
    }

    @Test
    void a_document_that_just_fits_beside_the_query_is_sent_whole() {
        Batches batches = packed(limits(MAX, 2000, MAX), "x".repeat(1999));

        assertThat(sizes(batches)).containsExactly(1);
    }

    @Test
    void a_document_that_is_too_long_fails_with_its_place_its_length_the_limit_and_the_ways_out() {
        assertThatThrownBy(() -> packed(limits(MAX, 2000, MAX), "short", "x".repeat(2000)))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("document 1")
                .hasMessageContaining("2000")
                .hasMessageContaining("1999")
                .hasMessageContaining("TRUNCATE")
                .hasMessageContaining("SPLIT")
                .hasMessageNotContaining("xxxxx");
        assertThatThrownBy(() -> packed(limits(MAX, MAX, 7), "12345678"))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("document 0")
                .hasMessageContaining("8")
                .hasMessageContaining("7");
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 11, 5000})
    void a_query_that_leaves_no_room_fails_whatever_happens_to_long_documents(int length) {
        RerankCall call = call(TextContent.from("q".repeat(length)), texts("a"));

        for (LongDocuments choice : LongDocuments.values()) {
            assertThatThrownBy(() -> Batches.of(call, ANY, limits(MAX, 10, MAX), choice))
                    .isInstanceOf(InvalidRequestException.class)
                    .hasMessageContaining("query")
                    .hasMessageContaining(String.valueOf(length))
                    .hasMessageNotContaining("qqqqq");
        }
    }

    @Test
    void truncate_sends_the_head_that_fits() {
        Batches batches = Batches.of(call("abcdefgh", "abc"), ANY, limits(MAX, MAX, 5), LongDocuments.TRUNCATE);

        assertThat(texts(batches)).containsExactly(List.of("abcde", "abc"));
    }

    @Test
    void truncate_cuts_no_character_in_two() {
        Batches batches = Batches.of(call("ab😀d", "abc😀"), ANY, limits(MAX, MAX, 3), LongDocuments.TRUNCATE);

        assertThat(texts(batches)).containsExactly(List.of("ab", "abc"));
    }

    @Test
    void a_character_that_does_not_fit_at_all_is_refused_and_not_cut() {
        for (LongDocuments choice : LongDocuments.values()) {
            assertThatThrownBy(() -> Batches.of(call("😀"), ANY, limits(MAX, MAX, 1), choice))
                    .isInstanceOf(InvalidRequestException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 9, 10, 16, 100, 777, 1999})
    void the_passages_of_a_document_cover_it_in_order_and_cut_no_character(int room) {
        // every character once, so that a passage has one place; two units each with room for them
        String text = distinctCharacters(room == 1 ? 0x4E00 : 0x20000, 3000);

        List<String> passages = texts(Batches.of(call(text), ANY, limits(MAX, MAX, room), LongDocuments.SPLIT))
                .get(0);

        int covered = 0;
        int start = -1;
        for (String passage : passages) {
            int at = text.indexOf(passage);
            assertThat(passage.length()).isBetween(1, room);
            assertThat(at).as("place of a passage").isGreaterThan(start).isLessThanOrEqualTo(covered);
            assertThat(passage.codePoints()).noneMatch(c -> c >= 0xD800 && c <= 0xDFFF);
            start = at;
            covered = at + passage.length();
        }
        assertThat(covered).isEqualTo(text.length());
    }

    @ParameterizedTest
    @ValueSource(ints = {9, 10, 16, 100, 777, 1999})
    void passages_overlap(int room) {
        String text = distinctCharacters(0x20000, 3000);

        List<String> passages = texts(Batches.of(call(text), ANY, limits(MAX, MAX, room), LongDocuments.SPLIT))
                .get(0);

        for (int i = 1; i < passages.size(); i++) {
            String before = passages.get(i - 1);
            assertThat(text.indexOf(passages.get(i))).isLessThan(text.indexOf(before) + before.length());
        }
    }

    @Test
    void splitting_is_not_wasteful() {
        List<List<String>> requests =
                texts(Batches.of(call("x".repeat(100_000)), ANY, limits(MAX, MAX, 1000), LongDocuments.SPLIT));

        assertThat(requests.get(0)).hasSizeLessThanOrEqualTo(134);
    }

    @Test
    void a_document_that_fits_is_not_split() {
        Batches batches = Batches.of(call("12345"), ANY, limits(MAX, MAX, 5), LongDocuments.SPLIT);

        assertThat(texts(batches)).containsExactly(List.of("12345"));
    }

    @Test
    void the_passages_of_a_document_may_travel_in_several_requests() {
        Batches batches = Batches.of(call("a", "b".repeat(25), "c"), ANY, limits(2, MAX, 10), LongDocuments.SPLIT);

        assertThat(texts(batches).stream().flatMap(List::stream))
                .startsWith("a", "b".repeat(10), "b".repeat(10))
                .endsWith("c");
        assertThat(sizes(batches)).allMatch(size -> size <= 2);
        assertThat(batches.scores(List.of(part(0.1, 0.2), part(0.3, 0.4), part(0.5))))
                .containsExactly(0.1, 0.4, 0.5);
    }

    @Test
    void a_passage_that_is_left_out_gives_no_other_document_a_score() {
        RerankCall call = call("word" + " ".repeat(8) + "last", "two");

        Batches batches = Batches.of(call, ANY.blankDocuments(false), limits(MAX, MAX, 4), LongDocuments.SPLIT);

        assertThat(texts(batches).get(0)).hasSize(3).startsWith("word").endsWith("two");
        assertThat(batches.scores(List.of(part(0.1, 0.2, 0.9)))).containsExactly(0.2, 0.9);
    }

    @Test
    void a_batch_without_all_its_scores_lends_none_from_the_next() {
        Batches batches = Batches.of(call("a", "b", "c"), ANY, limits(2, MAX, MAX), LongDocuments.FAIL);

        assertThatThrownBy(() -> batches.scores(List.of(part(0.1), part(0.9, 0.5))))
                .isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void a_call_in_one_request_has_the_scores_of_its_only_batch() {
        Batches batches = Batches.of(call("a", "b"), ANY, limits(2, MAX, MAX), LongDocuments.FAIL);

        assertThat(batches.scores(List.of(part(0.1, 0.9)))).containsExactly(0.1, 0.9);
    }

    @Test
    void a_document_gets_the_score_of_its_best_passage() {
        Batches batches = Batches.of(call("a", "b".repeat(20), "c"), ANY, limits(2, MAX, 10), LongDocuments.SPLIT);
        // passages: a, b, b, b, c
        assertThat(sizes(batches)).containsExactly(2, 2, 1);

        double[] scores = batches.scores(List.of(part(-4.0, -9.5), part(-0.5, -7.0), part(-3.0)));

        assertThat(scores).containsExactly(-4.0, -0.5, -3.0);
    }

    @Test
    void scores_of_several_requests_stand_in_document_order() {
        Batches batches = packed(limits(2, MAX, MAX), "a", "b", "c");

        assertThat(batches.scores(List.of(part(0.1, 0.9), part(0.5)))).containsExactly(0.1, 0.9, 0.5);
    }

    @Test
    void images_count_no_characters() {
        Content image = ImageContent.from("x".repeat(5000), "image/png");
        ModelTraits traits = ANY.kinds(ContentType.TEXT, ContentType.IMAGE);
        RerankCall call = call(TextContent.from("q"), List.of(image, TextContent.from("123456789"), image));

        Batches batches = Batches.of(call, traits, limits(MAX, 10, 9), LongDocuments.FAIL);

        assertThat(sizes(batches)).containsExactly(3);
    }

    @Test
    void an_image_as_query_leaves_all_the_room() {
        ModelTraits traits = ANY.kinds(ContentType.TEXT, ContentType.IMAGE);
        RerankCall call = call(ImageContent.from("x".repeat(5000), "image/png"), texts("0123456789"));

        assertThat(sizes(Batches.of(call, traits, limits(MAX, 10, MAX), LongDocuments.FAIL)))
                .containsExactly(1);
    }

    @Test
    void content_the_model_does_not_rank_is_refused_with_its_place() {
        Content image = ImageContent.from("https://pictures.example/cat.png");

        assertThatThrownBy(() -> Batches.of(
                        call(TextContent.from("q"), List.of(TextContent.from("a"), image)),
                        ANY,
                        limits(ANY),
                        LongDocuments.FAIL))
                .isInstanceOf(UnsupportedFeatureException.class)
                .hasMessageContaining("document 1")
                .hasMessageContaining("image")
                .hasMessageContaining("text");
        assertThatThrownBy(() -> Batches.of(call(image, texts("a")), ANY, limits(ANY), LongDocuments.FAIL))
                .isInstanceOf(UnsupportedFeatureException.class)
                .hasMessageContaining("query");
        ModelTraits images = ANY.kinds(ContentType.TEXT, ContentType.IMAGE);
        assertThatThrownBy(() -> Batches.of(
                        call(TextContent.from("q"), List.of(AudioContent.from("https://sounds.example/cat.mp3"))),
                        images,
                        limits(images),
                        LongDocuments.FAIL))
                .isInstanceOf(UnsupportedFeatureException.class)
                .hasMessageContaining("audio");
    }

    @Test
    void a_listwise_model_ranks_what_fits_one_request() {
        assertThat(sizes(Batches.of(call("a", "b"), LISTWISE, limits(2, MAX, MAX), LongDocuments.FAIL)))
                .containsExactly(2);
    }

    @Test
    void a_listwise_model_refuses_to_be_split_and_says_how_to_ask_for_less() {
        assertThatThrownBy(() -> Batches.of(call(numbered(45)), LISTWISE, limits(20, MAX, MAX), LongDocuments.FAIL))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("45 documents")
                .hasMessageContaining("3 requests")
                .hasMessageContaining("maxResults")
                .hasMessageContaining("20");
    }

    @Test
    void the_number_a_listwise_model_asks_for_counts_documents_and_not_their_passages() {
        // four passages of the first document fill the request
        assertThatThrownBy(() -> Batches.of(
                        call("a".repeat(30), "b".repeat(30)), LISTWISE, limits(4, MAX, 10), LongDocuments.SPLIT))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("2 documents")
                .hasMessageContaining("one request holds 1: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\t\n", "\u3000"})
    void a_blank_document_is_sent_where_the_service_takes_it_and_refused_where_not(String blank) {
        ModelTraits strict = ANY.blankDocuments(false);

        assertThat(texts(Batches.of(call("a", blank), ANY, limits(ANY), LongDocuments.FAIL)))
                .containsExactly(List.of("a", blank));
        assertThatThrownBy(() -> Batches.of(call("a", blank), strict, limits(strict), LongDocuments.FAIL))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("document 1")
                .hasMessageContaining("blank");
    }

    @Test
    void no_blank_passage_of_a_document_reaches_a_service_that_rejects_them() {
        ModelTraits strict = ANY.blankDocuments(false);
        RerankCall call = call("word" + " ".repeat(100) + "word");

        List<String> passages = texts(Batches.of(call, strict, limits(MAX, MAX, 10), LongDocuments.SPLIT))
                .get(0);

        assertThat(passages).isNotEmpty().noneMatch(String::isBlank);
        assertThat(passages.get(0)).startsWith("word");
        assertThat(passages.get(passages.size() - 1)).endsWith("word");
    }

    @Test
    void a_blank_head_is_refused_where_the_service_rejects_blank_documents() {
        ModelTraits strict = ANY.blankDocuments(false);

        assertThatThrownBy(() ->
                        Batches.of(call(" ".repeat(20) + "word"), strict, limits(MAX, MAX, 10), LongDocuments.TRUNCATE))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("document 0")
                .hasMessageContaining("blank");
    }

    @Test
    void a_users_limits_replace_the_models_and_those_not_given_leave_them() {
        ModelTraits traits = ANY.maxDocuments(20).maxCharacters(2000).maxCharactersPerDocument(500);

        assertThat(UserLimits.NONE.over(traits.maxBytes(9000).limits()))
                .isEqualTo(new RequestLimits(20, 2000, 500, 9000));
        assertThat(new UserLimits(5, 100, 50, 7).over(traits.limits())).isEqualTo(new RequestLimits(5, 100, 50, 7));
    }

    @Test
    void tokens_are_summed_where_every_part_reports_them() {
        TokenUsage sum = Batches.usage(List.of(part(new TokenUsage(10, 0, 10)), part(new TokenUsage(5, 2, 7))));

        assertThat(sum).isEqualTo(new TokenUsage(15, 2, 17));
    }

    @Test
    void tokens_are_unknown_where_one_part_reports_none() {
        assertThat(Batches.usage(List.of(part(new TokenUsage(10, 0, 10)), part((TokenUsage) null))))
                .isNull();
        assertThat(Batches.usage(List.of(part((TokenUsage) null), part(new TokenUsage(10, 0, 10)))))
                .isNull();
    }

    @Test
    void a_hundred_thousand_documents_are_packed_at_once() {
        Batches batches = packed(limits(20, 2000, MAX), numbered(100_000));

        assertThat(batches.list()).hasSize(5000);
    }

    private static final int MAX = Integer.MAX_VALUE;

    private static Batches packed(RequestLimits limits, String... documents) {
        return Batches.of(call(documents), ANY, limits, LongDocuments.FAIL);
    }

    private static RequestLimits limits(ModelTraits traits) {
        return traits.limits();
    }

    private static RequestLimits limits(int documents, int characters, int charactersPerDocument) {
        return new RequestLimits(documents, characters, charactersPerDocument, MAX);
    }

    private static RerankCall call(String... documents) {
        return call(TextContent.from("q"), texts(documents));
    }

    private static RerankCall call(Content query, List<Content> documents) {
        return new RerankCall(query, documents, null, null, Map.of(), Map.of());
    }

    private static List<Content> texts(String... texts) {
        List<Content> contents = new ArrayList<>();
        for (String text : texts) {
            contents.add(TextContent.from(text));
        }
        return Collections.unmodifiableList(contents);
    }

    private static String[] numbered(int count) {
        return IntStream.range(0, count).mapToObj(i -> "d" + i).toArray(String[]::new);
    }

    private static String distinctCharacters(int first, int count) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < count; i++) {
            text.appendCodePoint(first + i);
        }
        return text.toString();
    }

    private static List<List<String>> texts(Batches batches) {
        return batches.list().stream()
                .map(call -> call.documents().stream().map(RerankCall::text).toList())
                .toList();
    }

    private static List<Integer> sizes(Batches batches) {
        return batches.list().stream().map(call -> call.documents().size()).toList();
    }

    private static int characters(List<String> texts) {
        return texts.stream().mapToInt(String::length).sum();
    }

    private static BatchScores part(double... scores) {
        return new BatchScores(scores, null, null, null);
    }

    private static BatchScores part(@Nullable TokenUsage usage) {
        return new BatchScores(new double[] {0}, usage, null, null);
    }
}
