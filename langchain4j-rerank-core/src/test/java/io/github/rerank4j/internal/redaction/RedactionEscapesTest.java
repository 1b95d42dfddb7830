package io.github.rerank4j.internal.redaction;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.data.message.TextContent;
import io.github.rerank4j.spi.RerankCall;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Services repeat what they got in the writing of the place they put it in. */
@Timeout(60)
class RedactionEscapesTest {

    private static final String CHINESE = "客户张伟的身份证号码和住址不得外传请妥善保管并在三十天后销毁全部副本";
    private static final String LINES = "John\nDoe\t\"HIV\"\r\n'positive' <since> 2019 & on";
    private static final String KEY = "sk/invented+0123456789/abcdefghij==";

    private static final List<UnaryOperator<String>> WRITINGS = List.of(
            RedactionEscapesTest::ascii,
            RedactionEscapesTest::json,
            text -> URLEncoder.encode(text, StandardCharsets.UTF_8),
            text -> URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20"),
            text -> lowerHex(URLEncoder.encode(text, StandardCharsets.UTF_8)),
            text -> each(text, "&#%d;"),
            text -> each(text, "&#x%x;"),
            text -> each(text, "&#X%X;"),
            RedactionEscapesTest::html,
            text -> bytes(text, "\\x%02x"),
            text -> bytes(text, "\\%03o"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\\u5ba2\\u6237\\u5f20\\u4f1f\\u7684\\u8eab\\u4efd\\u8bc1\\u53f7\\u7801\\u548c\\u4f4f\\u5740\\u4e0d\\u5f97\\u5916\\u4f20\\u8bf7",
                "\\u5BA2\\u6237\\u5F20\\u4F1F\\u7684\\u8EAB\\u4EFD\\u8BC1\\u53F7\\u7801\\u548C\\u4F4F\\u5740\\u4E0D\\u5F97\\u5916\\u4F20\\u8BF7",
                "\\\\u5ba2\\\\u6237\\\\u5f20\\\\u4f1f\\\\u7684\\\\u8eab\\\\u4efd\\\\u8bc1\\\\u53f7\\\\u7801\\\\u548c\\\\u4f4f\\\\u5740\\\\u4e0d\\\\u5f97\\\\u5916\\\\u4f20",
                "&#x5ba2;&#25143;&#x5F20;&#20255;&#x7684;&#36523;&#x4efd;&#35777;&#x53f7;&#30721;&#x548c;&#20303;&#x5740;&#19981;&#x5f97;&#22806;&#x4f20;",
                "%E5%AE%A2%e6%88%b7%E5%BC%A0%E4%BC%9F%E7%9A%84%E8%BA%AB%E4%BB%BD%E8%AF%81%E5%8F%B7%E7%A0%81%E5%92%8C%E4%BD%8F%E5%9D%80%E4%B8%8D%E5%BE%97%E5%A4%96%E4%BC%A0",
                "客户张伟\\u7684身份证%E5%8F%B7码和&#20303;址不得外传"
            })
    void a_chinese_query_is_masked_in_whatever_writing(String written) {
        assertThat(redacted("bad input '" + written + "' in body", CHINESE)).isEqualTo("bad input '***' in body");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "John\\nDoe\\t\\\"HIV\\\"\\r\\n'positive'",
                "John\\\\nDoe\\\\t\\\\\\\"HIV\\\\\\\"\\\\r\\\\n'positive'",
                "John+Doe+%22HIV%22+%27positive%27",
                "John%0ADoe%09%22HIV%22%0D%0A%27positive%27",
                "John%250ADoe%2509%2522HIV%2522%250D%250A'positive'",
                "John Doe &quot;HIV&quot; &#39;positive&#39;",
                "John&#10;Doe&#x9;&amp;quot;HIV&amp;quot;&nbsp;&apos;positive&apos;",
                "John\\u000aDoe\\u0009\\u0022HIV\\u0022\\u000D\\u000A\\u0027positive\\u0027",
                "John\\x0aDoe\\011\\x22HIV\\042 'positive'"
            })
    void a_text_is_masked_although_its_pieces_between_escapes_are_short(String written) {
        assertThat(redacted("bad " + written, LINES))
                .doesNotContain("John")
                .doesNotContain("Doe")
                .doesNotContain("HIV");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sk\\/invented+0123456789\\/abcdefghij==",
                "sk%2Finvented%2B0123456789%2fabcdefghij%3D%3D",
                "sk&#x2F;invented&#43;0123456789&#x2f;abcdefghij&#61;&#61;",
                "sk\\u002finvented\\u002b0123456789\\u002fabcdefghij\\u003d\\u003d",
                "sk%252Finvented%252B0123456789%252Fabcdefghij%253D%253D"
            })
    void a_key_is_masked_in_whatever_writing(String written) {
        assertThat(Redaction.of("wrong key " + written + " given", List.of("Bearer " + KEY), call("a question")))
                .isEqualTo("wrong key *** given");
    }

    @Test
    void a_key_that_was_cut_inside_an_escape_does_not_leave_its_head() {
        assertThat(Redaction.of("wrong key sk%2Finvented%2", List.of("Bearer " + KEY), call("a question")))
                .doesNotContain("invented");
        assertThat(Redaction.of("wrong key sk\\u002finvented\\u00…", List.of("Bearer " + KEY), call("a question")))
                .doesNotContain("invented");
    }

    @Test
    void a_short_text_is_masked_whole_in_whatever_writing() {
        assertThat(redacted("bad \\u5ba2\\u6237\\u5f20\\u4f1f\\u7684\\u8eab", "客户张伟的身"))
                .isEqualTo("bad ***");
        assertThat(redacted("bad Jos&eacute; M.", "José M.")).isEqualTo("bad ***");
    }

    @Test
    void a_text_that_holds_escapes_itself_is_masked_as_it_is_and_escaped_once_more() {
        String code = "printf(\"50%25 of C:\\new\\u0041 &amp; more\\n\");";

        assertThat(redacted("bad " + code + " here", code)).isEqualTo("bad *** here");
        for (UnaryOperator<String> writing : WRITINGS) {
            assertThat(decoded(redacted("bad " + writing.apply(code) + " here", code)))
                    .doesNotContain("printf")
                    .doesNotContain("more");
        }
    }

    @Test
    void words_with_escapes_that_repeat_nothing_stay_as_they_are() {
        String words =
                "100% wrong: see https://errors.example/a%20b?x=1&y=2 or C:\\temp\\new; &lt;none&gt; c++ \\u5ba2";

        assertThat(redacted(words, LINES)).isEqualTo(words);
    }

    @ParameterizedTest
    @ValueSource(ints = {16, 17, 20, 31, 60, 200})
    void nothing_of_a_text_can_be_decoded_from_what_is_left(int length) {
        Random random = new Random(length);
        for (int round = 0; round < 250; round++) {
            String text = text(random, length);
            String written = written(text, random);
            String left = redacted("bad input \"" + written + "\" in body", text);

            assertThat(List.of(left, decoded(left), fullyDecoded(left)))
                    .as("what is left of %s written as %s", text, written)
                    .noneMatch(legible -> sharesRun(legible, text));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"%25", "%", "\\", "%3", "%u00", "&amp;", "&", "\\u005c", "&#38;#38;", "%E5", "\\x5c", "a%0a"})
    @Timeout(10)
    void fifty_kilobytes_of_unfinished_escapes_cost_no_more_than_others(String unit) {
        String hostile = unit.repeat(50_000 / unit.length());

        assertThat(redacted(hostile + "1", hostile.repeat(20) + "1")).hasSizeLessThanOrEqualTo(501);
    }

    @Test
    @Timeout(10)
    void two_megabytes_of_text_are_searched_for_an_escaped_part_in_reasonable_time() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; text.length() < 2_000_000; i++) {
            text.append("passage \"").append(i).append("\" of a \\long document;\n");
        }
        String part = text.substring(1_500_000, 1_500_100).strip();

        assertThat(redacted("too long: '" + ascii(part) + "'", text.toString())).isEqualTo("too long: '***'");
    }

    private static boolean sharesRun(String legible, String text) {
        for (int i = 0; i + 16 <= text.length(); i++) {
            if (legible.contains(text.substring(i, i + 16))) {
                return true;
            }
        }
        return false;
    }

    private static String redacted(String words, String query) {
        return Redaction.of(words, List.of(), call(query));
    }

    private static RerankCall call(String query) {
        return new RerankCall(
                TextContent.from(query), List.of(TextContent.from("a document")), null, null, Map.of(), Map.of());
    }

    private static String text(Random random, int length) {
        String alphabet = switch (random.nextInt(4)) {
            case 0 -> "abcdefghij \n\t\"'<>&/";
            case 1 -> "客户张伟的身份证号码和住址不得外传请妥善保管";
            case 2 -> "éüß漢😀 a\"\\%";
            default -> "aé客\\nu0%25&;#x+ ";
        };
        StringBuilder text = new StringBuilder(length);
        int[] characters = alphabet.codePoints().toArray();
        while (text.length() < length) {
            text.appendCodePoint(characters[random.nextInt(characters.length)]);
        }
        return text.toString();
    }

    /** In one writing, in one inside another, or each character in its own. */
    private static String written(String text, Random random) {
        if (random.nextInt(3) == 0) {
            StringBuilder mixed = new StringBuilder();
            text.codePoints().forEach(c -> mixed.append(any(random).apply(Character.toString(c))));
            return mixed.toString();
        }
        String written = any(random).apply(text);
        return random.nextBoolean() ? written : any(random).apply(written);
    }

    private static UnaryOperator<String> any(Random random) {
        return WRITINGS.get(random.nextInt(WRITINGS.size()));
    }

    private static String ascii(String text) {
        StringBuilder escaped = new StringBuilder();
        for (char c : json(text).toCharArray()) {
            escaped.append(c < 128 ? String.valueOf(c) : String.format("\\u%04x", (int) c));
        }
        return escaped.toString();
    }

    private static String json(String text) {
        return text.replace("\\", "\\\\")
                .replace("\"", "\\\"")
                .replace("\n", "\\n")
                .replace("\r", "\\r")
                .replace("\t", "\\t");
    }

    private static String html(String text) {
        return text.replace("&", "&amp;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("é", "&eacute;")
                .replace("ü", "&uuml;")
                .replace("ß", "&szlig;");
    }

    private static String each(String text, String format) {
        StringBuilder escaped = new StringBuilder();
        text.codePoints().forEach(c -> escaped.append(String.format(format, c)));
        return escaped.toString();
    }

    private static String bytes(String text, String format) {
        StringBuilder escaped = new StringBuilder();
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            escaped.append(b >= 0 && b != '\\' ? String.valueOf((char) b) : String.format(format, b & 0xff));
        }
        return escaped.toString();
    }

    private static String lowerHex(String encoded) {
        return Pattern.compile("%..")
                .matcher(encoded)
                .replaceAll(found -> found.group().toLowerCase(java.util.Locale.ROOT));
    }

    private static String fullyDecoded(String line) {
        String before = line;
        String after = decoded(before);
        while (!after.equals(before)) {
            before = after;
            after = decoded(before);
        }
        return after;
    }

    /** One layer of all writings undone, told from their definitions and not from the product. */
    private static String decoded(String line) {
        Pattern escape = Pattern.compile("\\\\u(\\p{XDigit}{4})|&#(\\d+);|&#[xX](\\p{XDigit}+);|((?:%\\p{XDigit}{2})+)"
                + "|((?:\\\\x\\p{XDigit}{2})+)|((?:\\\\[0-3][0-7]{2})+)|&(quot|lt|gt|amp|eacute|uuml|szlig);|\\\\(.)");
        return escape.matcher(line).replaceAll(found -> java.util.regex.Matcher.quoteReplacement(meaning(found)));
    }

    private static String meaning(MatchResult found) {
        if (found.group(1) != null) {
            return String.valueOf((char) Integer.parseInt(found.group(1), 16));
        }
        if (found.group(2) != null || found.group(3) != null) {
            int code = found.group(2) != null ? Integer.parseInt(found.group(2)) : Integer.parseInt(found.group(3), 16);
            return Character.toString(code);
        }
        for (int group = 4; group <= 6; group++) {
            if (found.group(group) != null) {
                String[] parts = found.group(group).split("%|\\\\x|\\\\", -1);
                byte[] bytes = new byte[parts.length - 1];
                for (int i = 1; i < parts.length; i++) {
                    bytes[i - 1] = (byte) Integer.parseInt(parts[i], group == 6 ? 8 : 16);
                }
                return new String(bytes, StandardCharsets.UTF_8);
            }
        }
        if (found.group(7) != null) {
            return switch (found.group(7)) {
                case "quot" -> "\"";
                case "lt" -> "<";
                case "gt" -> ">";
                case "amp" -> "&";
                case "eacute" -> "é";
                case "uuml" -> "ü";
                default -> "ß";
            };
        }
        int named = "nrt".indexOf(found.group(8));
        return named < 0 ? found.group(8) : String.valueOf("\n\r\t".charAt(named));
    }
}
