package io.github.rerank4j.spring;

import io.github.rerank4j.ScoreOutput;
import io.github.rerank4j.settings.MeantName;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.core.convert.ConversionFailedException;

/** A value that its property cannot have, told in one sentence. */
final class WrongValue {

    private static final Map<Class<?>, String> SHAPES = Map.of(
            Boolean.class, "true or false",
            Integer.class, "a whole number up to " + Integer.MAX_VALUE,
            Double.class, "a number",
            Duration.class, "a duration such as 500ms, 20s or 2m",
            URI.class, "an address such as http://proxy:3128");

    private WrongValue() {}

    /** Without the cause: it quotes the value, and Spring Boot would report it in place of ours. */
    static RerankConfigurationException told(BindException failure) {
        return new RerankConfigurationException(sentence(failure));
    }

    private static String sentence(BindException failure) {
        String name = BoundProperties.told(failure.getName());
        String value = value(failure);
        String placeholder = value == null ? null : Placeholders.objection(name, value);
        if (placeholder != null) {
            return placeholder;
        }
        Class<?> type = failure.getTarget().getBoxedType().resolve(Object.class);
        return name + given(value, type) + " must be " + shape(type) + meant(name, value, type)
                + place(failure.getProperty());
    }

    private static @Nullable String value(BindException failure) {
        return failure.getCause() instanceof ConversionFailedException cause ? String.valueOf(cause.getValue()) : null;
    }

    /** The address of a proxy may hold a password, what a group of properties is set to anything. */
    private static String given(@Nullable String value, Class<?> type) {
        boolean harmless = !constants(type).isEmpty() || (SHAPES.containsKey(type) && type != URI.class);
        return value == null || !harmless ? "" : " is \"" + value + "\", but";
    }

    /** What was meant by a value that is none of those that there are; a provider may have been taken for a dialect. */
    private static String meant(String name, @Nullable String value, Class<?> type) {
        if (value == null) {
            return "";
        }
        List<String> near = MeantName.among(constants(type), value);
        if (!near.isEmpty()) {
            return "; did you mean " + String.join(" or ", near) + "?";
        }
        List<String> dialects = type == Provider.class ? Dialect.meantBy(value) : List.of();
        return dialects.isEmpty()
                ? ""
                : "; for " + String.join(" or ", dialects) + " set it to generic, and "
                        + name.replaceFirst("provider$", "dialect") + " to " + String.join(" or ", dialects);
    }

    private static String shape(Class<?> type) {
        List<String> constants = constants(type);
        return constants.isEmpty()
                ? SHAPES.getOrDefault(type, "a group of properties, not a value")
                : "one of " + String.join(", ", constants);
    }

    private static List<String> constants(Class<?> type) {
        Object[] constants = type == ScoreOutput.class
                ? new Object[] {ScoreOutput.RAW, ScoreOutput.PROBABILITY}
                : type.getEnumConstants();
        return constants == null
                ? List.of()
                : Stream.of(constants).map(WrongValue::spelled).toList();
    }

    /** Where a property is set, in parentheses, as far as that is known. */
    static String place(@Nullable ConfigurationProperty property) {
        return property == null || property.getOrigin() == null ? "" : " (" + property.getOrigin() + ")";
    }

    private static String spelled(Object constant) {
        return constant.toString().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
