package io.github.rerank4j.spi;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WireReplyTest {

    @ParameterizedTest
    @ValueSource(ints = {200, 201, 204, 299})
    void two_hundreds_succeeded(int status) {
        assertThat(reply(status, "").succeeded()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {100, 199, 300, 404, 500})
    void all_others_did_not(int status) {
        assertThat(reply(status, "").succeeded()).isFalse();
    }

    @Test
    void a_body_is_read_as_json_where_it_is_json() {
        assertThat(reply(200, "{\"a\":1}").json().path("a").intValue()).isEqualTo(1);
        assertThat(reply(504, "504 Gateway Time-out").json().isMissingNode()).isTrue();
        assertThat(reply(200, "").json().isMissingNode()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"gbk", "windows-1251", "iso-8859-1", "utf-8"})
    void a_byte_order_mark_counts_more_than_a_declared_charset(String declared) {
        byte[] body = "\uFEFF{\"a\":\"é客\"}".getBytes(StandardCharsets.UTF_8);

        assertThat(new WireReply(200, name -> "application/json; charset=" + declared, body)
                        .json()
                        .path("a")
                        .textValue())
                .isEqualTo("é客");
    }

    @ParameterizedTest
    @CsvSource({
        "application/json, UTF-8",
        "application/json;charset=UTF-8, UTF-8",
        "application/json, UTF-16",
        "application/json; charset=gbk, GBK",
        "application/json; charset=iso-8859-1, UTF-8",
        "text/html; charset=gbk, GBK",
        ", UTF-8"
    })
    void a_reply_is_the_same_when_its_memory_has_been_used_for_another(String type, String charset) {
        for (String text : List.of("{\"客户\": [1, \"é\"]}", "<h1>客户</h1>", "客户", "17", "")) {
            byte[] body = text.getBytes(Charset.forName(charset));
            byte[] memory = ("[]" + " ".repeat(body.length) + "[]").getBytes(StandardCharsets.UTF_8);
            System.arraycopy(body, 0, memory, 2, body.length);

            WireReply reply = WireReply.of(200, name -> type, memory, 2, 2 + body.length);
            Arrays.fill(memory, (byte) 'x');

            WireReply alone = new WireReply(200, name -> type, body);
            assertThat(reply.json()).isEqualTo(alone.json());
            assertThat(reply.excerpt()).isEqualTo(alone.excerpt());
            assertThat(reply.text(100)).isEqualTo(alone.text(100));
            assertThat(reply).hasToString(alone.toString());
        }
    }

    @Test
    void a_short_body_is_quoted_whole_on_one_line() {
        assertThat(reply(502, "<html>\r\n  <body>\tBad\u0000Gateway</body>\n</html>\n")
                        .excerpt())
                .isEqualTo("<html> <body> Bad Gateway</body> </html>");
        assertThat(reply(502, "").excerpt()).isEmpty();
        assertThat(reply(502, " \n").excerpt()).isEmpty();
    }

    @Test
    void json_is_quoted_with_the_characters_that_its_escapes_stand_for() {
        assertThat(reply(400, "{ \"errors\" : [{\"input\":\"\\u5ba2\\u6237\\n\\\"VIP\\\"\"}, 1.5, null, true, []] }")
                        .excerpt())
                .isEqualTo("{\"errors\":[{\"input\":\"客户 \"VIP\"\"},1.5,null,true,[]]}");
        assertThat(reply(400, "[" + "{\"a\":[\"b\"]},".repeat(100_000) + "1]").excerpt())
                .startsWith("[{\"a\":[\"b\"]},{\"a\":")
                .hasSize(201);
        assertThat(reply(400, "{\"a\":\"" + "x".repeat(1_000_000) + "\"}").excerpt())
                .hasSize(201);
    }

    @ParameterizedTest
    @ValueSource(strings = {"17", "true", "null", "\"no entry\""})
    void a_single_value_is_quoted_as_it_is(String value) {
        byte[] body = value.getBytes(StandardCharsets.UTF_8);

        assertThat(reply(200, value).excerpt()).isEqualTo(value);
        assertThat(WireReply.of(200, name -> null, body, 0, body.length).excerpt())
                .isEqualTo(value);
    }

    @Test
    void a_long_body_is_cut() {
        assertThat(reply(502, "x".repeat(10_000)).excerpt()).isEqualTo("x".repeat(200) + "…");
    }

    @ParameterizedTest
    @ValueSource(strings = {"😀", "x😀", "中", "xx中", "é"})
    void no_character_is_cut_in_two(String unit) {
        String excerpt = reply(502, unit.repeat(2000)).excerpt();

        assertThat(excerpt).doesNotContain("\uFFFD").hasSizeBetween(180, 201).endsWith("…");
        assertThat(excerpt.codePoints()).noneMatch(c -> c >= 0xD800 && c <= 0xDFFF);
    }

    @Test
    void bytes_that_are_no_text_are_quoted_somehow() {
        byte[] bytes = {(byte) 0x1f, (byte) 0x8b, 0, (byte) 0xff, 'a'};

        assertThat(reply(200, bytes).excerpt()).contains("a");
    }

    @Test
    @Timeout(5)
    void a_huge_body_is_quoted_at_no_cost() {
        assertThat(reply(502, " ".repeat(16_000_000)).excerpt()).isEmpty();
    }

    @Test
    void no_content_shows() {
        assertThat(reply(200, "{\"echo\":\"a private text\"}").toString())
                .contains("200")
                .doesNotContain("private");
    }

    private static WireReply reply(int status, String body) {
        return reply(status, body.getBytes(StandardCharsets.UTF_8));
    }

    @SuppressWarnings("NullAway") // javac 17 does not read from class files that a header may be null
    private static WireReply reply(int status, byte[] body) {
        return new WireReply(status, name -> name.equalsIgnoreCase("X-Request-Id") ? "id-1" : null, body);
    }
}
