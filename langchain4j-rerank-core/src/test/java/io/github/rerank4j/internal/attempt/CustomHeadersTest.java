package io.github.rerank4j.internal.attempt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.rerank4j.fixtures.RecordingLogger;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CustomHeadersTest {

    private final RecordingLogger logger = new RecordingLogger();

    @Test
    void a_users_header_replaces_ours_of_the_same_name_in_any_case() {
        CustomHeaders headers = supplied(() -> Map.of("authorization", "Bearer theirs"));

        Map<String, String> all = headers.over(Map.of("Authorization", "Bearer ours", "Accept", "application/json"));

        assertThat(all)
                .containsOnly(Map.entry("authorization", "Bearer theirs"), Map.entry("Accept", "application/json"));
    }

    @Test
    void a_users_header_of_another_name_is_added() {
        CustomHeaders headers = supplied(() -> Map.of("X-Team", "search"));

        assertThat(headers.over(Map.of("Accept", "application/json")))
                .containsOnly(Map.entry("Accept", "application/json"), Map.entry("X-Team", "search"));
    }

    @Test
    void of_two_spellings_of_a_name_one_is_sent() {
        Map<String, String> twice = new LinkedHashMap<>();
        twice.put("X-Team", "search");
        twice.put("x-team", "ranking");

        assertThat(supplied(() -> twice).over(Map.of())).containsExactly(Map.entry("x-team", "ranking"));
    }

    @Test
    void our_own_map_is_left_as_it_is() {
        Map<String, String> ours = new LinkedHashMap<>(Map.of("Authorization", "Bearer ours"));

        supplied(() -> Map.of("Authorization", "Bearer theirs")).over(ours);

        assertThat(ours).containsExactly(Map.entry("Authorization", "Bearer ours"));
    }

    @Test
    void the_supplier_is_asked_once_each_time() {
        AtomicInteger asked = new AtomicInteger();
        CustomHeaders headers = supplied(() -> Map.of("X-Number", String.valueOf(asked.incrementAndGet())));

        assertThat(headers.over(Map.of())).containsValue("1");
        assertThat(headers.over(Map.of())).containsValue("2");
        assertThat(asked).hasValue(2);
    }

    @Test
    @SuppressWarnings("NullAway") // what a user's supplier may do, whatever its signature says
    void a_supplier_without_headers_changes_nothing() {
        Map<String, String> ours = Map.of("Accept", "application/json");

        assertThat(supplied(Map::of).over(ours)).isEqualTo(ours);
        assertThat(supplied(() -> null).over(ours)).isEqualTo(ours);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Host", "host", "CONTENT-TYPE", "Content-Length", "X-Signed-Time"})
    void a_reserved_header_is_refused_in_a_map(String name) {
        assertThatThrownBy(() -> CustomHeaders.check(Map.of(name, "a-secret-value"), "x-signed-time"::equals))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(name)
                .hasMessageNotContaining("a-secret-value");
    }

    @Test
    void a_reserved_header_is_recognized_in_a_turkish_locale() {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag("tr-TR"));
        try {
            assertThatThrownBy(() -> CustomHeaders.check(Map.of("X-SIGNED-TIME", "1"), "x-signed-time"::equals))
                    .isInstanceOf(IllegalArgumentException.class);
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void a_reserved_header_from_a_supplier_is_left_out_with_one_warning() {
        CustomHeaders headers = supplied(() -> Map.of("HOST", "elsewhere.example", "X-Team", "search"));

        assertThat(headers.over(Map.of())).containsExactly(Map.entry("X-Team", "search"));
        assertThat(headers.over(Map.of())).containsExactly(Map.entry("X-Team", "search"));

        assertThat(logger.lines())
                .singleElement()
                .asString()
                .startsWith("WARN")
                .contains("HOST")
                .doesNotContain("elsewhere");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\nb", "a\r\nInjected: b", "a\u0000b", "schlüssel", "密钥", "a\u007Fb"})
    void a_value_that_http_cannot_carry_is_refused_without_being_shown(String value) {
        assertThatThrownBy(() -> CustomHeaders.requireSendable("X-Key", value))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("X-Key")
                .hasMessageNotContaining(value);
        assertThatThrownBy(() -> supplied(() -> Map.of("X-Key", value)).over(Map.of()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> CustomHeaders.check(Map.of("X-Key", value), name -> false))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "X Key", "X:Key", "X-Schlüssel", "X\nKey", "(X)"})
    void a_name_that_http_cannot_carry_is_refused(String name) {
        assertThatThrownBy(() -> CustomHeaders.requireSendable(name, "value"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "a b\tc", "~!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}"})
    void every_other_value_can_be_sent(String value) {
        assertThatCode(() -> CustomHeaders.requireSendable("X-Key", value)).doesNotThrowAnyException();
    }

    @Test
    @SuppressWarnings("NullAway") // what a user's map may hold, whatever its type says
    void a_value_that_is_not_there_is_refused() {
        Map<String, String> headers = new HashMap<>();
        headers.put("X-Key", null);

        assertThatThrownBy(() -> CustomHeaders.check(headers, name -> false))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("X-Key");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sk-live-SECRET/abc==",
                "sk-live-SECRETabc0123456789",
                "Bearer sk-live-SECRET",
                "SECRET\r\nX: 1",
                "x-signed-SECRET\n"
            })
    void a_key_in_the_place_of_a_name_is_not_shown(String key) {
        Map<String, String> turned = new HashMap<>();
        turned.put(key, "Authorization\n");

        assertThatThrownBy(() -> CustomHeaders.check(turned, name -> name.startsWith("x-signed")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("customHeaders")
                .hasMessageNotContaining("SECRET");
        assertThatThrownBy(() ->
                        new CustomHeaders(() -> turned, name -> name.startsWith("x-signed"), logger).over(Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("SECRET");
        assertThat(logger.lines()).isEmpty();
    }

    private CustomHeaders supplied(Supplier<Map<String, String>> supplier) {
        return new CustomHeaders(supplier, name -> false, logger);
    }
}
