package io.github.rerank4j.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies at which a reader could spend minutes, or its whole stack. */
class HostileErrorBodyTest {

    private static final Duration SOON = Duration.ofSeconds(8);

    /** A kind of body, which a failure is named by. */
    private record Hostile(String kind, int status, String body, Map<String, String> headers) {

        Hostile(String kind, int status, String body) {
            this(kind, status, body, Map.of());
        }

        @Override
        public String toString() {
            return kind;
        }
    }

    static List<Hostile> bodies() {
        return List.of(
                new Hostile("line breaks", 502, "\n".repeat(20_000)),
                new Hostile("comments", 502, "<!---->".repeat(2_800) + "x"),
                new Hostile("tags that do not end", 502, "<html>" + "<".repeat(20_000)),
                new Hostile("titles that do not end", 502, "<html>" + "<title".repeat(3_300)),
                new Hostile("titles that are not closed", 502, "<html>" + "<title>".repeat(2_800)),
                new Hostile("dots", 400, "{\"message\":\"" + ".".repeat(200_000) + "x\"}"),
                new Hostile("dashes", 400, "{\"message\":\"a" + "-".repeat(200_000) + "x\",\"errors\":[\"b c\"]}"),
                new Hostile("dots as text", 502, ".".repeat(200_000) + "x"),
                new Hostile("a state of many parts", 400, "{\"status\":\"" + "A_".repeat(20_000) + "A\"}"),
                new Hostile("many words under success", 200, "{\"error\":\"" + "model a ".repeat(1_000_000) + "\"}"),
                new Hostile("many faults on many ways", 400, inErrors("[" + "[],".repeat(400_000) + "[]]")),
                new Hostile(
                        "much JSON in texts", 400, inErrors("[" + jsonInText().repeat(500) + "1]")),
                new Hostile("many codes", 400, "{\"errors\":[" + codes() + "1]}"),
                new Hostile(
                        "a long challenge",
                        401,
                        "",
                        Map.of("WWW-Authenticate", "Bearer error_description=\"" + "a".repeat(100_000) + "\"")));
    }

    @ParameterizedTest
    @MethodSource("bodies")
    void a_hostile_body_is_read_soon_and_without_a_deep_stack(Hostile hostile) {
        WireReply reply = reply(hostile.status(), hostile.body(), hostile.headers());

        assertTimeoutPreemptively(SOON, () -> {
            ErrorBody error = ErrorBody.of(reply);

            assertThat(error.kind(null)).isNotNull();
            assertThat(error.words().length() + error.codes().size()).isLessThan(200_000);
            assertThat(error.isWebPage()).isIn(true, false);
        });
    }

    @Test
    void words_behind_much_else_are_found_all_the_same() {
        String ballast = "[" + "0,".repeat(200_000) + "0]";
        String body = "{\"input\":" + ballast + ",\"error\":{\"message\":\"too many documents\",\"code\":\"E7\"}}";

        ErrorBody error = ErrorBody.of(reply(400, body, Map.of()));

        assertThat(error.words()).isEqualTo("too many documents");
        assertThat(error.code()).isEqualTo("E7");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\uFEFF \n<!-- a --><?xml version=\"1.0\"?>\n<!DOCTYPE html><html><title >Sign  in</title>",
                "<html><TITLE class=\"a\">Sign in</TITLE ><title>Other</title>",
                "<html><body><h1>Sign <b>in</b></h1>"
            })
    void a_page_is_told_by_its_start_and_named_by_its_title_or_heading(String page) {
        ErrorBody error = ErrorBody.of(reply(200, page, Map.of()));

        assertThat(error.isWebPage()).isTrue();
        assertThat(error.words()).isEqualTo("a web page \"Sign in\"");
    }

    private static String inErrors(String faults) {
        return "{\"errors\":".repeat(7) + faults + "}".repeat(7);
    }

    private static String jsonInText() {
        return "\"{" + "\\\"a\\\":1,".repeat(2_000) + "\\\"b\\\":1}\",";
    }

    private static String codes() {
        StringBuilder codes = new StringBuilder();
        IntStream.range(0, 150_000)
                .forEach(code -> codes.append("{\"code\":").append(code).append("},"));
        return codes.toString();
    }

    private static WireReply reply(int status, String body, Map<String, String> headers) {
        Map<String, String> all = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        all.putAll(headers);
        return new WireReply(status, all::get, body.getBytes(StandardCharsets.UTF_8));
    }
}
