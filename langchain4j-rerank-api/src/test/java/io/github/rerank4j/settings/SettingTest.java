package io.github.rerank4j.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.StringWriter;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@SuppressWarnings("NullAway") // what nobody should give
class SettingTest {

    private static final Setting<Builder, Duration> WAIT =
            Setting.<Builder>duration("wait", Builder::put).build();
    private static final Setting<Builder, Integer> SIZE =
            Setting.<Builder>number("size", Builder::put).build();
    private static final Setting<Builder, Double> RATE =
            Setting.<Builder>decimal("rate", Builder::put).build();
    private static final Setting<Builder, Boolean> QUIET =
            Setting.<Builder>flag("quiet", Builder::put).build();
    private static final Setting<Builder, Colour> COLOUR = Setting.<Builder, Colour>choice(
                    "colour", Colour.class, Builder::put)
            .build();
    private static final Setting<Builder, String> KEY = Setting.<Builder>text("key", Builder::put)
            .<Supplier<String>>orFunction(Supplier.class, Builder::put)
            .secret()
            .build();
    private static final Setting<Builder, Integer> PIN =
            Setting.<Builder>number("pin", Builder::put).secret().build();
    private static final Setting<Builder, List<String>> NAMES =
            Setting.<Builder>texts("names", Builder::put).build();
    private static final Setting<Builder, Map<String, String>> HEADERS =
            Setting.<Builder>entries("headers", Builder::put).build();
    private static final Setting<Builder, Map<String, Object>> PARAMETERS =
            Setting.<Builder>values("parameters", Builder::put).build();
    private static final Setting<Builder, Appendable> OUTPUT = Setting.<Builder, Appendable>object(
                    "output", Appendable.class, Builder::put)
            .build();
    private static final Setting<Builder, List<Runnable>> HOOKS = Setting.<Builder, Runnable>objects(
                    "hooks", Runnable.class, Builder::put)
            .build();

    private final Builder builder = new Builder();

    @Test
    void a_configuration_means_its_text_or_the_default_and_nothing_where_the_text_means_nothing() {
        Setting<Builder, Integer> size = SIZE.withDefault(7);

        assertThat(size.valueIn(name -> name.equals("size") ? Optional.of("3") : Optional.empty()))
                .contains(3);
        assertThat(size.valueIn(name -> Optional.empty())).contains(7);
        assertThat(size.valueIn(name -> Optional.of("three"))).isEmpty();
        assertThat(SIZE.valueIn(name -> Optional.empty())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "500ms, PT0.5S",
        "20s, PT20S",
        "20 s, PT20S",
        "2m, PT2M",
        "1h, PT1H",
        "3D, PT72H",
        "PT1M30S, PT1M30S",
        "-1s, PT-1S",
        "'  5s ', PT5S"
    })
    void a_duration_has_a_unit(String text, Duration meant) {
        WAIT.applyText(builder, text);

        assertThat(builder.value).isEqualTo(meant);
    }

    @ParameterizedTest
    @ValueSource(strings = {"20", "soon", "1.5s", "s", "999999999999999d", "99999999999999999999s"})
    void without_a_unit_it_is_none(String text) {
        refused(WAIT, text, "wait is \"" + text + "\", but must be a duration such as 500ms, 20s or 2m");
    }

    @Test
    void numbers_and_booleans_are_read() {
        assertThat(SIZE.read(" 12 ")).isEqualTo(12);
        assertThat(RATE.read("2.5")).isEqualTo(2.5);
        assertThat(QUIET.read("TRUE")).isTrue();
        assertThat(QUIET.read("false")).isFalse();
    }

    @Test
    void what_is_none_is_told_with_what_would_be() {
        refused(SIZE, "many", "size is \"many\", but must be a whole number up to 2147483647");
        refused(SIZE, "3000000000", "size is \"3000000000\", but must be a whole number up to 2147483647");
        refused(RATE, "NaN", "rate is \"NaN\", but must be a number");
        refused(QUIET, "yes", "quiet is \"yes\", but must be true or false");
    }

    @ParameterizedTest
    @ValueSource(strings = {"DARK_RED", "dark-red", "Dark_Red", " dark-red "})
    void a_choice_is_written_in_any_case_with_hyphens_or_underscores(String text) {
        assertThat(COLOUR.read(text)).isEqualTo(Colour.DARK_RED);
    }

    @Test
    void a_wrong_choice_is_told_with_what_may_be_meant() {
        refused(
                COLOUR,
                "dark-rde",
                "colour is \"dark-rde\", but must be one of dark-red, blue; did you mean dark-red?");
        refused(COLOUR, "x", "colour is \"x\", but must be one of dark-red, blue");
        assertThat(COLOUR.values()).containsExactly("dark-red", "blue");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "\t"})
    void nothing_is_no_value(String text) {
        refused(KEY, text, "key is empty; give it a value, or remove it");
        refused(WAIT, text, "wait is empty; give it a value, or remove it");
    }

    @Test
    void a_secret_is_never_shown() {
        refused(PIN, "hunter2", "pin must be a whole number up to 2147483647");
    }

    @Test
    void a_long_or_broken_text_is_told_on_one_short_line() {
        assertThatExceptionOfType(SettingException.class)
                .isThrownBy(() -> SIZE.read("a\nb" + "c".repeat(5000)))
                .satisfies(wrong ->
                        assertThat(wrong.getMessage()).doesNotContain("\n").hasSizeLessThan(200));
    }

    @Test
    void a_list_is_separated_by_commas() {
        NAMES.applyText(builder, "a, b ,,c");

        assertThat(builder.value).isEqualTo(List.of("a", "b", "c"));
    }

    @Test
    void entries_keep_their_order() {
        Map<String, String> texts = new LinkedHashMap<>();
        texts.put("X-B", "1");
        texts.put("X-A", "2");

        HEADERS.applyEntries(builder, texts);

        assertThat(builder.value).isEqualTo(texts);
        assertThat(HEADERS.readEntries(texts).keySet()).containsExactly("X-B", "X-A");
    }

    @Test
    void entries_of_json_mean_numbers_booleans_and_texts() {
        Map<String, Object> read = PARAMETERS.readEntries(
                Map.of("a", "7", "b", "0.5", "c", "true", "d", "\"7\"", "e", "text", "f", "007", "g", "1e9"));

        assertThat(read)
                .isEqualTo(Map.of(
                        "a",
                        BigInteger.valueOf(7),
                        "b",
                        new BigDecimal("0.5"),
                        "c",
                        true,
                        "d",
                        "7",
                        "e",
                        "text",
                        "f",
                        "007",
                        "g",
                        "1e9"));
    }

    @Test
    void entries_and_single_values_are_not_mixed_up() {
        refused(HEADERS, "x", "headers has entries and no value of its own; set headers.<entry> instead");
        assertThatExceptionOfType(SettingException.class)
                .isThrownBy(() -> SIZE.readEntries(Map.of("a", "1")))
                .withMessage("size has no entries; set size itself, or remove it");
        assertThatExceptionOfType(SettingException.class)
                .isThrownBy(() -> HEADERS.readEntries(Map.of("X-A", " ")))
                .withMessage("headers.X-A is empty; give it a value, or remove it");
    }

    @Test
    void the_name_of_a_secret_entry_is_shown_if_it_is_one_for_sure() {
        emptyEntry("X-Team", "secrets.X-Team is empty; give it a value, or remove it");
        emptyEntry("X-Amz-Content-Sha256", "secrets.X-Amz-Content-Sha256 is empty; give it a value, or remove it");
        emptyEntry("Authorization: Bearer hunter2", "secrets.<entry> is empty; give it a value, or remove it");
        emptyEntry("sk-live-0123456789abcdef", "secrets.<entry> is empty; give it a value, or remove it");
    }

    private static void emptyEntry(String entry, String message) {
        Setting<Builder, Map<String, String>> secrets =
                Setting.<Builder>entries("secrets", Builder::put).secret().build();

        assertThatExceptionOfType(SettingException.class)
                .isThrownBy(() -> secrets.readEntries(Map.of(entry, " ")))
                .withMessage(message)
                .satisfies(wrong -> assertThat(wrong.settings()).containsExactly("secrets"));
    }

    @Test
    void null_is_no_value() {
        Map<String, String> none = new HashMap<>();
        none.put("X-A", null);
        Map<String, String> nameless = new HashMap<>();
        nameless.put(null, "");

        assertThatExceptionOfType(SettingException.class)
                .isThrownBy(() -> WAIT.read(nothing()))
                .withMessage("wait is empty; give it a value, or remove it");
        assertThatExceptionOfType(SettingException.class)
                .isThrownBy(() -> HEADERS.readEntries(none))
                .withMessage("headers.X-A is empty; give it a value, or remove it");
        assertThatExceptionOfType(SettingException.class)
                .isThrownBy(() -> HEADERS.readEntries(nameless))
                .withMessage("headers.<entry> is empty; give it a value, or remove it");
    }

    @Test
    void null_is_no_object() {
        assertThatExceptionOfType(SettingException.class)
                .isThrownBy(() -> OUTPUT.applyObject(builder, nothing()))
                .withMessage("output is null, but must be one of java.lang.Appendable");
        assertThatExceptionOfType(SettingException.class)
                .isThrownBy(() -> HOOKS.applyObject(builder, Collections.singletonList(null)))
                .withMessage("hooks holds null, but must be a list of objects of java.lang.Runnable");
        assertThat(builder.value).isNull();
    }

    @Test
    void an_object_comes_from_code_only() {
        Appendable output = new StringWriter();

        refused(OUTPUT, "x", "output is given by code, not as a text; remove it");
        OUTPUT.applyObject(builder, output);

        assertThat(builder.value).isSameAs(output);
        assertThat(OUTPUT.object()).hasValueSatisfying(form -> {
            assertThat(form.type()).isEqualTo(Appendable.class);
            assertThat(form.sought()).isTrue();
            assertThat(form.several()).isFalse();
        });
        assertThatExceptionOfType(SettingException.class)
                .isThrownBy(() -> OUTPUT.applyObject(builder, 7))
                .withMessage("output is an object of java.lang.Integer, but must be one of java.lang.Appendable");
    }

    @Test
    void several_objects_are_a_list() {
        List<Runnable> hooks = List.of(() -> {}, () -> {});

        HOOKS.applyObject(builder, hooks);

        assertThat(builder.value).isSameAs(hooks);
        assertThatExceptionOfType(SettingException.class)
                .isThrownBy(() -> HOOKS.applyObject(builder, List.of("x")))
                .withMessage(
                        "hooks is an object of java.lang.String, but must be a list of objects of java.lang.Runnable");
    }

    @Test
    void code_may_give_something_in_the_place_of_a_text_that_no_framework_looks_for() {
        Supplier<String> keys = () -> "k";

        KEY.applyObject(builder, keys);

        assertThat(builder.value).isSameAs(keys);
        assertThat(KEY.object())
                .hasValueSatisfying(form -> assertThat(form.sought()).isFalse());
        assertThatExceptionOfType(SettingException.class)
                .isThrownBy(() -> SIZE.applyObject(builder, 7))
                .withMessage("size is given as a text, not by code; give a text instead");
    }

    @Test
    void a_default_is_a_value_or_words() {
        assertThat(WAIT.withDefault(Duration.ofSeconds(90)).defaultText()).isEqualTo("90s");
        assertThat(WAIT.withDefault(Duration.ofMillis(1500)).defaultText()).isEqualTo("1500ms");
        assertThat(WAIT.withDefault(Duration.ofNanos(1_500_000)).defaultText()).isEqualTo("PT0.0015S");
        assertThat(COLOUR.withDefault(Colour.DARK_RED).defaultText()).isEqualTo("dark-red");
        assertThat(WAIT.withDefault(Duration.ofSeconds(90)).defaultValue()).contains(Duration.ofSeconds(90));
        Setting<Builder, Duration> inWords = WAIT.withDefault(Duration.ofSeconds(90)).toBuilder()
                .defaultText("as long as it takes")
                .build();
        assertThat(inWords.defaultValue()).isEmpty();
        assertThat(inWords.defaultText()).isEqualTo("as long as it takes");
        assertThat(WAIT.defaultText()).isEqualTo("none");
    }

    @Test
    void a_copy_has_everything() {
        Setting<Builder, String> whole = Setting.<Builder>text("whole", Builder::put)
                .<Supplier<String>>orFunction(Supplier.class, Builder::put)
                .description("All of it.")
                .defaultValue("half")
                .range(Range.atLeast(1))
                .values(List.of("half", "whole"))
                .suggestions(List.of("most"))
                .secret()
                .build();

        assertThat(whole.toBuilder().build()).usingRecursiveComparison().isEqualTo(whole);
    }

    private void refused(Setting<Builder, ?> setting, String text, String message) {
        assertThatExceptionOfType(SettingException.class)
                .isThrownBy(() -> setting.applyText(builder, text))
                .withMessage(message)
                .satisfies(wrong -> assertThat(wrong.settings()).contains(setting.name()));
        assertThat(builder.value).isNull();
    }

    @SuppressWarnings("TypeParameterUnusedInFormals")
    private static <T> T nothing() {
        return null;
    }

    private enum Colour {
        DARK_RED,
        BLUE
    }

    private static final class Builder {

        private @Nullable Object value;

        void put(Object given) {
            value = given;
        }
    }
}
