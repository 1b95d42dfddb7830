package io.github.rerank4j.spring.shared;

import io.github.rerank4j.ScoreOutput;
import io.github.rerank4j.settings.MeantName;
import io.github.rerank4j.settings.Setting;
import io.github.rerank4j.text.HarmlessName;
import io.github.rerank4j.text.OneLine;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.core.convert.ConversionFailedException;

/** A value that its property cannot have, reported in one sentence. */
public final class WrongValue {

    private static final String GROUP = "a group of properties, not a value";

    private static final Pattern LINE = Pattern.compile(" - [0-9]+:[0-9]+\\)$");

    private WrongValue() {}

    /** Without the cause: it quotes the value, and Spring Boot would report it in place of ours. */
    public static RerankConfigurationException refused(BindException failure) {
        return refused(PropertyNames.written(failure.getName()), failure);
    }

    /** The same for a property that the application spells in this way. */
    public static RerankConfigurationException refused(String name, BindException failure) {
        String value = value(failure);
        Class<?> type = failure.getTarget().getBoxedType().resolve(Object.class);
        List<String> constants = constants(type);
        String shape = constants.isEmpty() ? shape(type).orElse(GROUP) : oneOf(constants);
        // the address of a proxy may hold a password, what a group of properties is set to anything
        boolean harmless = !constants.isEmpty() || Setting.shape(type).isPresent();
        return refused(
                name, value, harmless, shape, value == null ? "" : meant(constants, value), failure.getProperty());
    }

    /**
     * A text that is none of a property's values.
     *
     * @param otherwise what to say of a text that is near none of them
     */
    public static RerankConfigurationException refused(
            String name,
            String value,
            List<String> values,
            UnaryOperator<String> otherwise,
            ConfigurationProperty property) {
        String meant = meant(values, value);
        return refused(name, value, true, oneOf(values), meant.isEmpty() ? otherwise.apply(value) : meant, property);
    }

    /** A duration that is just a number. */
    public static RerankConfigurationException withoutUnit(
            String name, String number, @Nullable ConfigurationProperty property) {
        String shown = OneLine.word(number);
        String remedy = "; write " + shown + "s or " + shown + "ms";
        return refused(name, number, true, shape(Duration.class).orElse(""), remedy, property);
    }

    /** A text that is neither true nor false. */
    public static RerankConfigurationException ofASwitch(
            String name, String value, @Nullable ConfigurationProperty property) {
        // the sentence would not show it
        String remedy = value.equals(value.strip()) ? "" : "; remove the space around it";
        return refused(name, value, true, shape(Boolean.class).orElse(""), remedy, property);
    }

    /** A property that is set to nothing. */
    public static String empty(String name, ConfigurationProperty property) {
        return name + " is empty; give it a value, or remove it" + origin(property);
    }

    /** A value in the place of a group of properties. */
    public static RerankConfigurationException ofAGroup(String name, ConfigurationProperty property) {
        return refused(name, null, false, GROUP, "", property);
    }

    private static RerankConfigurationException refused(
            String name,
            @Nullable String value,
            boolean harmless,
            String shape,
            String meant,
            @Nullable ConfigurationProperty property) {
        String placeholder = value == null ? null : Placeholders.objection(name, value);
        String given = value == null || !harmless ? "" : " is " + HarmlessName.quoted(value) + ", but";
        return new RerankConfigurationException(
                placeholder == null ? name + given + " must be " + shape + meant + origin(property) : placeholder);
    }

    private static Optional<String> shape(Class<?> type) {
        return type == URI.class ? Optional.of("an address such as http://proxy:3128") : Setting.shape(type);
    }

    private static @Nullable String value(BindException failure) {
        return failure.getCause() instanceof ConversionFailedException cause ? String.valueOf(cause.getValue()) : null;
    }

    private static String meant(List<String> values, String written) {
        String question = MeantName.question(MeantName.among(values, written));
        return question.isEmpty() ? "" : "; " + question;
    }

    private static String oneOf(List<String> values) {
        return "one of " + String.join(", ", values);
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
    public static String origin(@Nullable ConfigurationProperty property) {
        return property == null || property.getOrigin() == null ? "" : " (" + property.getOrigin() + ")";
    }

    /** The same for a place in a file alone: its line. */
    public static String line(@Nullable ConfigurationProperty property) {
        // by its words: which class wraps the origin of which differs between versions of Spring Boot
        String origin = origin(property);
        return LINE.matcher(origin).find() ? origin : "";
    }

    private static String spelled(Object constant) {
        return constant.toString().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
