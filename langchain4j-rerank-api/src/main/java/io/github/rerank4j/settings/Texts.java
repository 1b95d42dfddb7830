package io.github.rerank4j.settings;

import io.github.rerank4j.text.HarmlessName;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Values as texts write them. Null is what a text does not mean. */
final class Texts {

    private static final Map<Class<?>, String> SHAPES = Map.of(
            Boolean.class, "true or false",
            Integer.class, "a whole number up to " + Integer.MAX_VALUE,
            Double.class, "a number",
            Duration.class, "a duration such as 500ms, 20s or 2m");

    private static final Pattern DURATION = Pattern.compile("(-?[0-9]{1,15}) ?(ms|s|m|h|d)");
    private static final Pattern INTEGER = Pattern.compile("-?(0|[1-9][0-9]{0,30})");
    private static final Pattern DECIMAL = Pattern.compile("-?(0|[1-9][0-9]{0,30})\\.[0-9]{1,30}");

    private Texts() {}

    static Optional<String> shape(Class<?> type) {
        return Optional.ofNullable(SHAPES.get(type));
    }

    static @Nullable Object scalar(String text, Class<?> type) {
        if (type == String.class) {
            return text;
        }
        String value = text.strip();
        if (type == Duration.class) {
            return duration(value);
        }
        return type.isEnum() ? constant(value, type) : simple(value, type);
    }

    private static @Nullable Object simple(String value, Class<?> type) {
        if (type == Boolean.class) {
            return switch (value.toLowerCase(Locale.ROOT)) {
                case "true" -> true;
                case "false" -> false;
                default -> null;
            };
        }
        try {
            return type == Integer.class ? (Object) Integer.valueOf(value) : finite(Double.parseDouble(value));
        } catch (NumberFormatException none) {
            return null;
        }
    }

    private static @Nullable Double finite(double value) {
        return Double.isFinite(value) ? value : null;
    }

    /** Without a unit it is none: one framework would read milliseconds, another one seconds. */
    private static @Nullable Duration duration(String value) {
        Matcher simple = DURATION.matcher(value.toLowerCase(Locale.ROOT));
        try {
            if (!simple.matches()) {
                return Duration.parse(value);
            }
            long number = Long.parseLong(simple.group(1));
            return switch (simple.group(2)) {
                case "ms" -> Duration.ofMillis(number);
                case "s" -> Duration.ofSeconds(number);
                case "m" -> Duration.ofMinutes(number);
                case "h" -> Duration.ofHours(number);
                default -> Duration.ofDays(number);
            };
        } catch (DateTimeParseException | ArithmeticException none) {
            return null;
        }
    }

    private static @Nullable Object constant(String value, Class<?> type) {
        for (Object constant : type.getEnumConstants()) {
            if (written(constant).equals(spelled(value))) {
                return constant;
            }
        }
        return null;
    }

    /** A value of JSON, as a file of properties writes it. */
    static Object value(String text) {
        if (text.equals("true") || text.equals("false")) {
            return Boolean.valueOf(text);
        }
        if (INTEGER.matcher(text).matches()) {
            return new BigInteger(text);
        }
        if (DECIMAL.matcher(text).matches()) {
            return new BigDecimal(text);
        }
        boolean quoted = text.length() > 1 && text.startsWith("\"") && text.endsWith("\"");
        return quoted ? text.substring(1, text.length() - 1) : text;
    }

    static List<String> list(String text) {
        return Arrays.stream(text.split(","))
                .map(String::strip)
                .filter(each -> !each.isEmpty())
                .toList();
    }

    static <E extends Enum<E>> List<String> constants(Class<E> type) {
        return Arrays.stream(type.getEnumConstants()).map(Texts::written).toList();
    }

    /** A value as a text that is read as that. */
    static String written(Object value) {
        if (value instanceof Duration duration) {
            if (duration.toNanosPart() % 1_000_000 != 0) {
                return duration.toString();
            }
            return duration.toMillis() % 1000 == 0 ? duration.toSeconds() + "s" : duration.toMillis() + "ms";
        }
        return value instanceof Enum<?> constant ? spelled(constant.name()) : value.toString();
    }

    private static String spelled(String name) {
        return name.toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** That a text is no value of a setting, and what is. */
    static SettingException refused(Setting<?, ?> setting, String text, String entry) {
        String shown = setting.secret() ? "" : " is " + HarmlessName.quoted(text) + ", but";
        String shape = setting.values().isEmpty()
                ? shape(setting.type()).orElse("another value")
                : "one of " + String.join(", ", setting.values());
        return SettingException.of(
                "{%s}%s%s must be %s",
                MeantName.question(MeantName.among(setting.values(), spelled(text.strip()))),
                setting.name(),
                entry,
                shown,
                shape);
    }
}
