package io.github.rerank4j.internal.redaction;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.data.message.Content;
import dev.langchain4j.data.message.ImageContent;
import dev.langchain4j.data.message.TextContent;
import io.github.rerank4j.spi.RerankCall;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(20)
class RedactionTest {

    private static final String KEY = "sk-invented-0123456789abcdefghij";
    private static final String DOCUMENT = "The quick brown fox jumps over the lazy dog near the river bank.";

    @Test
    void words_without_a_secret_stay_as_they_are() {
        assertThat(redacted("Model not found, please check the model name"))
                .isEqualTo("Model not found, please check the model name");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Invalid API key: " + KEY,
                "Invalid API key: '" + KEY + "'.",
                "Authorization: Bearer " + KEY,
                "{\"key\":\"" + KEY + "\"}",
                KEY,
                KEY + " " + KEY
            })
    void a_key_is_taken_out_wherever_it_stands(String words) {
        assertThat(Redaction.of(words, List.of("Bearer " + KEY), call())).doesNotContain(KEY);
    }

    @Test
    void the_words_around_a_key_stay() {
        assertThat(Redaction.of("Invalid API key: " + KEY + ", try another", List.of("Bearer " + KEY), call()))
                .isEqualTo("Invalid API key: ***, try another");
    }

    @Test
    void a_text_with_tags_is_known_by_its_words() {
        RerankCall call = call("q", "<p>Name: <b>Jo Meyer</b><br>seen <i>since</i> 2019-03</p>");

        assertThat(Redaction.of("a web page \"Rejected: Name: Jo Meyer seen since 2019-03\"", List.of(), call))
                .doesNotContain("Meyer", "2019-03");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ab/cd/ef/gh", "c2VjcmV0/a2V5+Zm9y==", "two words", "a,b;c=d/e"})
    void a_key_with_separators_in_it_is_taken_out_whole(String key) {
        assertThat(Redaction.of("wrong key " + key + " given", List.of("Bearer " + key), call()))
                .isEqualTo("wrong key *** given");
        assertThat(Redaction.of("wrong key " + key + " given", List.of(key), call()))
                .isEqualTo("wrong key *** given");
    }

    @Test
    void an_id_beside_ordinary_texts_is_clean() {
        assertThat(CleanWord.isClean("0c1d2e3f-aaaa-4bbb-8ccc-d1e2f3a4b5c6", List.of("Bearer " + KEY), call()))
                .isTrue();
    }

    @Test
    void a_word_that_shares_six_characters_with_a_header_is_not_clean_wherever_they_are() {
        String header = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
        for (int from = 0; from + 6 <= header.length(); from++) {
            for (int before = 0; before < 8; before++) {
                String word = "1".repeat(before) + header.substring(from, from + 6) + "2".repeat(7 - before);

                assertThat(CleanWord.isClean(word, List.of("short", header), call("q", "d")))
                        .as(word)
                        .isFalse();
            }
        }
    }

    @Test
    void a_word_that_shares_five_characters_with_a_header_is_clean_wherever_they_are() {
        String header = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
        for (int from = 0; from + 5 <= header.length(); from++) {
            String word = "12" + header.substring(from, from + 5) + "34";

            assertThat(CleanWord.isClean(word, List.of(header), call("q", "d")))
                    .as(word)
                    .isTrue();
        }
    }

    @Test
    void an_id_beside_a_text_that_ends_with_a_line_is_clean() {
        RerankCall call = call("a question ", "an ordinary text, of some length, on a line of its own\n");

        assertThat(CleanWord.isClean("0c1d2e3f-aaaa-4bbb-8ccc-d1e2f3a4b5c6", List.of(), call))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 6, 7, 15, 16, 17, 31, 40, 63, 64, 65, 200, 1000})
    void a_word_of_which_anything_would_be_masked_is_never_clean(int length) {
        Random random = new Random(length);
        for (int round = 0; round < 200; round++) {
            String text = letters(random, length);
            int from = random.nextInt(length);
            String word = letters(random, random.nextInt(8))
                    + text.substring(from, Math.min(length, from + random.nextInt(30)))
                    + letters(random, random.nextInt(8));
            String padding = " ".repeat(random.nextInt(2) * random.nextInt(100));
            RerankCall call = call("an unrelated question", padding + text + "\n");

            if (!Redaction.of(word, List.of("Bearer " + KEY), call).equals(word)) {
                assertThat(CleanWord.isClean(word, List.of("Bearer " + KEY), call))
                        .as("%s in %s", word, text)
                        .isFalse();
            }
        }
    }

    @Test
    @Timeout(10)
    void an_endless_id_is_not_compared_with_each_key() {
        String endless = "s".repeat(8_000_000);

        assertThat(CleanWord.isClean(endless, List.of("Bearer sk-" + "ssss-".repeat(20)), call()))
                .isFalse();
        assertThat(Redaction.of(endless, List.of(), call())).hasSizeLessThanOrEqualTo(501);
    }

    @ParameterizedTest
    @ValueSource(strings = {KEY, "id-" + KEY, "invented", "id with spaces", "id\n", "中文", "naïve"})
    void a_word_with_a_part_of_a_key_or_outside_printable_ascii_is_not_clean(String word) {
        assertThat(CleanWord.isClean(word, List.of("Bearer " + KEY), call())).isFalse();
    }

    @Test
    void each_part_of_a_signed_header_is_taken_out() {
        String header = "TC3-HMAC-SHA256 Credential=AKIDinvented0123/2026-11-20/rank/tc3_request,"
                + " SignedHeaders=content-type;host, Signature=0123456789abcdef0123456789abcdef";

        String words = Redaction.of(
                "secret id AKIDinvented0123 with 0123456789abcdef0123456789abcdef failed", List.of(header), call());

        assertThat(words).isEqualTo("secret id *** with *** failed");
    }

    @Test
    void the_names_of_the_parts_of_a_signed_header_are_no_secrets() {
        String header = "TC3-HMAC-SHA256 Credential=AKIDinvented0123/2026-11-20/rank/tc3_request,"
                + " SignedHeaders=content-type;host, Signature=0123456789abcdef0123456789abcdef";

        assertThat(Redaction.of("Signature expired, check Credential and SignedHeaders", List.of(header), call()))
                .isEqualTo("Signature expired, check Credential and SignedHeaders");
    }

    @ParameterizedTest
    @ValueSource(ints = {470, 480, 485, 490, 493, 494})
    void a_key_at_the_place_where_long_words_are_cut_does_not_leave_its_head(int before) {
        String words = Redaction.of("x".repeat(before) + KEY + "y".repeat(100), List.of("Bearer " + KEY), call());

        assertThat(words).doesNotContain(KEY.substring(0, 6));
    }

    @ParameterizedTest
    @ValueSource(ints = {6, 7, 20, 31})
    void a_key_that_was_cut_before_does_not_leave_its_head(int length) {
        String words = "invalid key " + KEY.substring(0, length);

        assertThat(Redaction.of(words, List.of("Bearer " + KEY), call())).isEqualTo("invalid key ***");
        assertThat(Redaction.of(words + "…", List.of("Bearer " + KEY), call())).isEqualTo("invalid key ***…");
    }

    @Test
    void a_document_is_taken_out_whole_and_in_part() {
        RerankCall call = call("query", DOCUMENT);

        assertThat(Redaction.of("too long: " + DOCUMENT, List.of(), call)).isEqualTo("too long: ***");
        assertThat(Redaction.of("too long: '" + DOCUMENT.substring(10, 40) + "...'", List.of(), call))
                .isEqualTo("too long: '***...'");
    }

    @Test
    void a_query_and_an_instruction_are_taken_out() {
        RerankCall call = new RerankCall(
                TextContent.from("how do I reset my password"),
                List.of(TextContent.from("a")),
                null,
                "rank by medical relevance only",
                Map.of(),
                Map.of());

        String words = Redaction.of(
                "query 'how do I reset my password' with 'rank by medical relevance only' failed", List.of(), call);

        assertThat(words).isEqualTo("query '***' with '***' failed");
    }

    @Test
    void a_text_over_several_lines_is_taken_out_although_words_are_put_on_one() {
        String lines = "first line\nsecond line\n\tthird  line\r\nfourth line\nfifth line";

        assertThat(Redaction.of("input: " + lines, List.of(), call("query", lines)))
                .isEqualTo("input: ***");
        assertThat(Redaction.of("input: top\nsecret", List.of(), call("top\nsecret", "a")))
                .isEqualTo("input: ***");
        assertThat(Redaction.of("input: my salary", List.of(), call(" my salary\n", "a")))
                .isEqualTo("input: ***");
    }

    @Test
    void a_chinese_text_is_taken_out() {
        String text = "腾讯云知识引擎重排序接口的限制是每秒二十次请求";

        assertThat(Redaction.of("文本过长: " + text, List.of(), call("重排序怎么用啊", text)))
                .isEqualTo("文本过长: ***");
        assertThat(Redaction.of("查询 重排序怎么用啊 无效", List.of(), call("重排序怎么用啊", text)))
                .isEqualTo("查询 *** 无效");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "the", "model", "1"})
    void a_text_of_a_few_characters_does_not_spoil_the_words(String text) {
        assertThat(Redaction.of("the model is not known: 1 a", List.of(), call(text, text)))
                .isEqualTo("the model is not known: 1 a");
    }

    @Test
    void a_run_too_short_to_tell_anything_stays() {
        assertThat(Redaction.of("the quick answer", List.of(), call("query", DOCUMENT)))
                .isEqualTo("the quick answer");
    }

    @Test
    void words_come_on_one_line_without_control_characters() {
        assertThat(redacted("  first\r\n\tsecond\u0000\u001B[31m third \n")).isEqualTo("first second [31m third");
    }

    @Test
    void words_come_without_format_characters_beyond_the_basic_plane() {
        assertThat(redacted("first\uDB40\uDC41\uDB40\uDC42second \uD834\uDD73 \uD83D\uDE00"))
                .isEqualTo("first second \uD83D\uDE00");
    }

    @Test
    void a_short_text_between_format_characters_is_masked_in_a_code() {
        String tags = "\uDB40\uDC41".repeat(8);
        RerankCall call = call("a question", tags + "secret" + tags);

        assertThat(Redaction.of("code-secret", List.of(), call)).isEqualTo("code-***");
        assertThat(CleanWord.isClean("code-secret", List.of(), call)).isFalse();
    }

    @Test
    void long_words_are_cut() {
        assertThat(redacted("word ".repeat(1000))).hasSizeLessThanOrEqualTo(501).endsWith("…");
    }

    @Test
    void no_words_stay_no_words() {
        assertThat(redacted("")).isEmpty();
    }

    @Test
    void an_image_has_no_text_to_take_out() {
        List<Content> image = List.of(ImageContent.from("https://pictures.example/cat.png"));
        RerankCall call = new RerankCall(TextContent.from("cat pictures"), image, null, null, Map.of(), Map.of());

        assertThat(Redaction.of("no cat pictures today", List.of(), call)).isEqualTo("no *** today");
    }

    @Test
    @Timeout(30)
    void two_megabytes_of_different_text_are_searched_in_reasonable_time() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; text.length() < 2_000_000; i++) {
            text.append("passage number ").append(i).append(" of a long document; ");
        }
        String part = text.substring(1_500_000, 1_500_100).strip();

        String words = Redaction.of("too long: '" + part + "' and more", List.of(), call("query", text.toString()));

        assertThat(words).isEqualTo("too long: '***' and more");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "-", ".", "中", "ab"})
    @Timeout(30)
    void two_megabytes_of_the_same_character_are_searched_in_reasonable_time(String unit) {
        String text = unit.repeat(2_000_000 / unit.length());

        String words = Redaction.of("too long: " + text.substring(0, 400), List.of(), call("query", text));

        assertThat(words).isEqualTo("too long: ***");
    }

    @Test
    @Timeout(30)
    void a_thousand_documents_are_searched_in_reasonable_time() {
        String[] documents = new String[1000];
        for (int i = 0; i < documents.length; i++) {
            documents[i] = ("document " + i + " says the same over and over; ").repeat(50);
        }

        String words = Redaction.of("bad document: " + documents[999], List.of(), call("query", documents));

        assertThat(words).startsWith("bad document:").doesNotContain("over and over");
    }

    @Test
    @Timeout(30)
    void sixteen_megabytes_of_words_are_cut_in_reasonable_time() {
        assertThat(redacted("word\n".repeat(3_200_000))).hasSizeLessThanOrEqualTo(501);
    }

    private static String redacted(String words) {
        return Redaction.of(words, List.of("Bearer " + KEY, "application/json"), call());
    }

    private static RerankCall call() {
        return call("an unrelated question", "an unrelated document");
    }

    private static String letters(Random random, int length) {
        StringBuilder letters = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            letters.append((char) ('a' + random.nextInt(20)));
        }
        return letters.toString();
    }

    private static RerankCall call(String query, String... documents) {
        List<Content> contents = new ArrayList<>();
        for (String document : documents) {
            contents.add(TextContent.from(document));
        }
        @Nullable String none = null;
        return new RerankCall(TextContent.from(query), contents, none, none, Map.of(), Map.of());
    }
}
