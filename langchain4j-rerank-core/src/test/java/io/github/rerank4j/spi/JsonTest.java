package io.github.rerank4j.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.langchain4j.data.message.Content;
import dev.langchain4j.data.message.ImageContent;
import dev.langchain4j.data.message.TextContent;
import dev.langchain4j.exception.UnsupportedFeatureException;
import java.io.Serial;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class JsonTest {

    @Test
    void an_object_is_written_with_its_members_in_order() {
        String json = written(out -> {
            Json.text(out, "query", "what");
            Json.optional(out, "instruction", null);
            Json.optional(out, "model", "rank-1");
            Json.texts(out, "documents", List.of(TextContent.from("a"), TextContent.from("b")));
        });

        assertThat(json).isEqualTo("{\"query\":\"what\",\"model\":\"rank-1\",\"documents\":[\"a\",\"b\"]}");
    }

    @Test
    void what_json_cannot_hold_as_it_is_gets_escaped() {
        String json = written(out -> Json.text(out, "t", "a\"b\\c\nd\u0001\u2028"));

        assertThat(json).startsWith("{\"t\":\"a\\\"b\\\\c\\nd\\u0001");
        assertThat(read(json).path("t").textValue()).isEqualTo("a\"b\\c\nd\u0001\u2028");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\uD83D", "\uDE00", "a\uD83Db", "\uDE00\uD83D", "\uD83D\uD83D\uDE00", "end\uD83D"})
    void half_of_a_surrogate_pair_is_replaced_everywhere(String text) {
        String whole = text.replace("\uD83D\uDE00", "!")
                .replaceAll("[\uD800-\uDFFF]", "\uFFFD")
                .replace("!", "😀");
        JsonNode json = read(written(out -> {
            Json.text(out, "text", text);
            Json.texts(out, "texts", List.of(TextContent.from(text)));
            Json.members(
                    out, Map.of("free", List.of(text, Map.of("k" + text, JsonNodeFactory.instance.textNode(text)))));
        }));

        assertThat(json.path("text").textValue()).isEqualTo(whole);
        assertThat(json.path("texts").path(0).textValue()).isEqualTo(whole);
        assertThat(json.path("free").path(0).textValue()).isEqualTo(whole);
        assertThat(json.path("free").path(1).path("k" + whole).textValue()).isEqualTo(whole);
    }

    @Test
    void characters_outside_the_bmp_come_through() {
        assertThat(read(written(out -> Json.text(out, "t", "😀𠮷中"))).path("t").textValue())
                .isEqualTo("😀𠮷中");
    }

    @Test
    void two_megabytes_of_chinese_come_through() {
        String text = "检索增强生成".repeat(350_000);

        WireBody body = Json.write(out -> Json.text(out, "t", text));

        assertThat(body.length()).isGreaterThan(6_000_000);
        assertThat(Json.read(body.bytes()).path("t").textValue()).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 8, 9, 10, 100})
    void an_object_of_any_size_keeps_its_members_in_their_order(int members) {
        String text = IntStream.range(0, members)
                .mapToObj(i -> "\"m" + i + "\":" + i)
                .collect(Collectors.joining(",", "{", "}"));

        JsonNode object = read(text);

        assertThat(object.size()).isEqualTo(members);
        assertThat(object.path("m" + (members - 1)).intValue()).isEqualTo(members - 1);
        assertThat(object.has("m" + members)).isFalse();
        assertThat(object.toString()).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 20})
    void what_was_read_is_not_changed_in_silence(int members) {
        String text = IntStream.range(0, members)
                .mapToObj(i -> "\"m" + i + "\":" + i)
                .collect(Collectors.joining(",", "{", "}"));
        ObjectNode object = (ObjectNode) read(text);

        assertThatThrownBy(() -> object.remove("m0")).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void a_hundred_thousand_members_are_found_at_once() {
        String text = IntStream.range(0, 100_000)
                .mapToObj(i -> "\"m" + i + "\":" + i)
                .collect(Collectors.joining(",", "{", "}"));

        JsonNode object = assertTimeoutPreemptively(Duration.ofSeconds(20), () -> read(text));

        assertThat(object.path("m99999").intValue()).isEqualTo(99_999);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "~", " ", "\"", "\\", "\n", "\u0000", "\u007f", "é", "中", "😀", "?", "\u2028"})
    void texts_come_through_whatever_stands_in_them(String odd) {
        String plain = "a plain text that is longer than what the generator would keep for itself";
        List<Content> documents = Stream.of(odd, plain, plain + odd, odd + plain, plain + odd + plain, "", plain)
                .<Content>map(TextContent::new)
                .toList();

        JsonNode read = read(written(out -> {
            Json.text(out, "before", odd);
            Json.texts(out, "documents", documents);
            Json.text(out, "after", plain);
        }));

        assertThat(read.path("documents"))
                .extracting(JsonNode::textValue)
                .containsExactly(odd, plain, plain + odd, odd + plain, plain + odd + plain, "", plain);
        assertThat(read.path("before").textValue()).isEqualTo(odd);
        assertThat(read.path("after").textValue()).isEqualTo(plain);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[],", "{},", "\"a\",", "1,"})
    void more_values_than_any_ranking_has_are_no_json(String value) {
        assertThat(read("[" + value.repeat(400_000) + "0]").isArray()).isTrue();
        assertThat(read("[" + value.repeat(600_000) + "0]").isMissingNode()).isTrue();
    }

    @Test
    void free_entries_are_written_in_their_order() {
        Map<String, @Nullable Object> entries = new LinkedHashMap<>();
        entries.put("text", CharBuffer.wrap("t"));
        entries.put("flag", true);
        entries.put("none", null);
        entries.put("int", 1);
        entries.put("long", Long.MIN_VALUE);
        entries.put("double", 0.1);
        entries.put("float", 1e-5f);
        entries.put("decimal", new BigDecimal("1E+2"));
        entries.put("integer", new BigInteger("123456789012345678901234567890"));
        entries.put("counter", new AtomicLong(7));
        entries.put("map", Map.of("k", List.of(1, "two", Map.of())));
        entries.put("set", new LinkedHashSet<>(List.of("x", "y")));
        entries.put(
                "node",
                JsonNodeFactory.instance.arrayNode().add(1).add("s").addNull().add(true));

        assertThat(written(out -> Json.members(out, entries)))
                .isEqualTo("{\"text\":\"t\",\"flag\":true,\"none\":null,\"int\":1,\"long\":-9223372036854775808,"
                        + "\"double\":0.1,\"float\":1.0E-5,\"decimal\":1E+2,"
                        + "\"integer\":123456789012345678901234567890,\"counter\":7,"
                        + "\"map\":{\"k\":[1,\"two\",{}]},\"set\":[\"x\",\"y\"],\"node\":[1,\"s\",null,true]}");
    }

    @Test
    void a_json_node_is_written_as_what_it_is() {
        String text = "{\"a\":[1,-2.5,1e300,\"x\",null,true,{\"b\":{}},[]],\"c\":123456789012345678901234567890}";
        JsonNode node = read(text);

        assertThat(read(written(out -> Json.members(out, Map.of("node", node)))).path("node"))
                .isEqualTo(node);
    }

    static Stream<Arguments> notJson() {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        return Stream.of(
                arguments("NaN", Double.NaN),
                arguments("infinite", Double.NEGATIVE_INFINITY),
                arguments("float NaN", Float.NaN),
                arguments("NaN node", nodes.numberNode(Double.NaN)),
                arguments("infinite node", nodes.numberNode(Float.POSITIVE_INFINITY)),
                arguments("NaN node inside a node", nodes.arrayNode().add(Double.NaN)),
                arguments("object node", nodes.pojoNode(new Object())),
                arguments("object", new Object()),
                arguments("array", new String[] {"a"}),
                arguments("primitive array", new int[] {1}),
                arguments("optional", Optional.of("a")),
                arguments("date", LocalDate.EPOCH),
                arguments("enum", ErrorKind.SERVER),
                arguments("number in its own notation", new Fraction()),
                arguments("list of objects", List.of(new Object())),
                arguments("map of objects", Map.of("k", new Object())));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("notJson")
    void what_is_no_json_value_is_refused(String name, Object value) {
        assertThatThrownBy(() -> written(out -> Json.members(out, Map.of("k", value))))
                .as(name)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("cannot be written as JSON");
    }

    @Test
    void a_content_that_is_no_text_is_no_text() {
        List<Content> image = List.of(ImageContent.from("https://pictures.example/cat.png"));

        assertThatThrownBy(() -> written(out -> Json.texts(out, "documents", image)))
                .isInstanceOf(UnsupportedFeatureException.class)
                .hasMessageContaining("image");
    }

    @Test
    void every_kind_of_value_is_read_as_what_it_is() {
        JsonNode json = read("{\"s\":\"x\",\"i\":1,\"l\":12345678901,\"b\":123456789012345678901,\"d\":1.5,\"t\":true,"
                + "\"f\":false,\"n\":null,\"a\":[],\"o\":{}}");

        assertThat(json.path("s").isTextual()).isTrue();
        assertThat(json.path("i").isInt()).isTrue();
        assertThat(json.path("l").isLong()).isTrue();
        assertThat(json.path("b").isBigInteger()).isTrue();
        assertThat(json.path("d").isDouble()).isTrue();
        assertThat(json.path("t").booleanValue()).isTrue();
        assertThat(json.path("f").booleanValue()).isFalse();
        assertThat(json.path("n").isNull()).isTrue();
        assertThat(json.path("a").isArray()).isTrue();
        assertThat(json.path("o").isObject()).isTrue();
        assertThat(json.path("missing").isMissingNode()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"text\"", "3", "-0.5", "true", "null", "[1]"})
    void a_bare_value_is_json(String text) {
        assertThat(read(text).isMissingNode()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "   \n",
                "504 Gateway Time-out",
                "<html><body>504</body></html>",
                "{\"a\":1} trailing",
                "{\"a\":1}{\"b\":2}",
                "[1],",
                "{\"a\":1",
                "[1,2",
                "{\"a\"",
                "\"open",
                "{'a':1}",
                "{a:1}",
                "[NaN]",
                "[Infinity]",
                "[01]",
                "[1,]",
                "// comment\n{}",
                "nul",
                "upstream connect error",
                "\u0000"
            })
    void what_is_not_one_json_value_is_missing(String text) {
        assertThat(read(text).isMissingNode()).isTrue();
    }

    @Test
    void white_space_around_a_value_does_not_matter() {
        assertThat(read(" \r\n\t{\"a\":1}\n\n").path("a").intValue()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "UTF-16BE", "UTF-16LE", "UTF-32BE", "UTF-32LE"})
    void every_unicode_encoding_is_read_with_and_without_a_byte_order_mark(String name) {
        Charset charset = Charset.forName(name);

        assertThat(Json.read("{\"a\":\"中\"}".getBytes(charset)).path("a").textValue())
                .isEqualTo("中");
        assertThat(Json.read("\uFEFF{\"a\":\"中\"}".getBytes(charset)).path("a").textValue())
                .isEqualTo("中");
    }

    @Test
    void bytes_that_are_no_unicode_are_missing() {
        assertThat(Json.read("{\"a\":\"中文\"}".getBytes(Charset.forName("GBK"))).isMissingNode())
                .isTrue();
        assertThat(Json.read(new byte[] {'"', (byte) 0xC3, '"'}).isMissingNode())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{\"a\":"})
    void deep_nesting_costs_nothing(String open) {
        assertThat(read(open.repeat(50_000)).isMissingNode()).isTrue();
        assertThat(read(open.repeat(50_000) + "1" + (open.equals("[") ? "]" : "}").repeat(50_000))
                        .isMissingNode())
                .isTrue();
    }

    @Test
    void a_value_may_be_nested_sixty_four_levels_deep_and_no_deeper() {
        assertThat(read("[".repeat(64) + "]".repeat(64)).isArray()).isTrue();
        assertThat(read("[".repeat(65) + "]".repeat(65)).isMissingNode()).isTrue();
    }

    @Test
    void a_number_out_of_range_is_no_finite_one() {
        assertThat(read("[1e400]").path(0).doubleValue()).isInfinite();
        assertThat(read("[-1e400]").path(0).doubleValue()).isInfinite();
        assertThat(read("[1e-400]").path(0).doubleValue()).isZero();
    }

    @Test
    @Timeout(5)
    void a_number_of_a_million_digits_costs_nothing() {
        assertThatCode(() -> read("[" + "9".repeat(1_000_000) + "]")).doesNotThrowAnyException();
        assertThatCode(() -> read("[0." + "9".repeat(1_000_000) + "]")).doesNotThrowAnyException();
        assertThatCode(() -> read("[1e" + "9".repeat(900) + "]")).doesNotThrowAnyException();
    }

    @Test
    void reading_never_throws_whatever_the_bytes() {
        byte[] reply = ("{\"results\":[{\"index\":0,\"relevance_score\":0.98,\"document\":{\"text\":\"a\\u4e2d\"}},"
                        + "{\"index\":1,\"relevance_score\":-1.2e-7}],\"usage\":{\"total_tokens\":12345678901}}")
                .getBytes(StandardCharsets.UTF_8);
        Random random = new Random(42);

        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = Arrays.copyOf(reply, 1 + random.nextInt(reply.length));
            for (int changes = random.nextInt(4); changes > 0; changes--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            assertThat(Json.read(bytes)).isNotNull();
        }
    }

    @Test
    void of_two_members_with_one_name_the_last_is_read() {
        ObjectNode json = (ObjectNode) read("{\"a\":1,\"a\":2}");

        assertThat(json.size()).isEqualTo(1);
        assertThat(json.path("a").intValue()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 7, 8, 9})
    void a_repeated_name_keeps_its_place_wherever_that_is(int place) {
        String members = IntStream.range(0, 10)
                .mapToObj(i -> "\"m" + i + "\":" + i)
                .collect(Collectors.joining(",", "{", ",\"m" + place + "\":-1}"));

        JsonNode object = read(members);

        assertThat(object.size()).isEqualTo(10);
        assertThat(object.path("m" + place).intValue()).isEqualTo(-1);
        assertThat(object.fieldNames()).toIterable().element(place).isEqualTo("m" + place);
    }

    private static String written(Json.Members members) {
        return new String(Json.write(members).bytes(), StandardCharsets.UTF_8);
    }

    private static JsonNode read(String text) {
        return Json.read(text.getBytes(StandardCharsets.UTF_8));
    }

    /** A number that writes itself as people do. */
    private static final class Fraction extends Number {

        @Serial
        private static final long serialVersionUID = 1L;

        @Override
        public int intValue() {
            return 0;
        }

        @Override
        public long longValue() {
            return 0;
        }

        @Override
        public float floatValue() {
            return 0.5f;
        }

        @Override
        public double doubleValue() {
            return 0.5;
        }

        @Override
        public String toString() {
            return "1 / 2";
        }
    }
}
