package io.github.rerank4j.settings;

import io.github.rerank4j.text.HarmlessName;
import io.github.rerank4j.text.OneLine;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One setting of a builder as data: what it is called, which values it takes, what it means, how it is read from a text,
 * and how it is handed to the builder. Integrations bind, check and document settings by it. Its name is that of the
 * builder's setter. Immutable.
 *
 * @param <B> the builder
 * @param <T> what its setter takes
 */
public final class Setting<B, T> {

    private static final String NO_TEXT = " is given by code, not as a text";

    private final String name;
    private final Form form;
    private final Class<?> type;
    final Function<String, ? extends @Nullable Object> reader;
    final @Nullable BiConsumer<B, T> setter;
    private final @Nullable ObjectForm<B, ?> object;
    private final String description;
    private final @Nullable T defaultValue;
    private final String defaultText;
    private final @Nullable Range<?> range;
    private final List<String> values;
    private final List<String> suggestions;
    private final boolean secret;

    private Setting(SettingBuilder<B, T> builder) {
        this.name = builder.name;
        this.form = builder.form;
        this.type = builder.type;
        this.reader = builder.reader;
        this.setter = builder.setter;
        this.object = builder.object;
        this.description = builder.description;
        this.defaultValue = builder.defaultValue;
        this.defaultText = builder.defaultText;
        this.range = builder.range;
        this.values = List.copyOf(builder.values);
        this.suggestions = List.copyOf(builder.suggestions);
        this.secret = builder.secret;
    }

    static <B, T> Setting<B, T> of(SettingBuilder<B, T> builder) {
        return new Setting<>(builder);
    }

    /** A setting that is a text. */
    public static <B> SettingBuilder<B, String> text(String name, BiConsumer<B, String> setter) {
        return scalar(name, String.class, setter);
    }

    /** A setting that is a whole number. */
    public static <B> SettingBuilder<B, Integer> number(String name, BiConsumer<B, Integer> setter) {
        return scalar(name, Integer.class, setter);
    }

    /** A setting that is a number with or without a fraction. */
    public static <B> SettingBuilder<B, Double> decimal(String name, BiConsumer<B, Double> setter) {
        return scalar(name, Double.class, setter);
    }

    /** A setting that is true or false. */
    public static <B> SettingBuilder<B, Boolean> flag(String name, BiConsumer<B, Boolean> setter) {
        return scalar(name, Boolean.class, setter);
    }

    /** A setting that is a duration. */
    public static <B> SettingBuilder<B, Duration> duration(String name, BiConsumer<B, Duration> setter) {
        return scalar(name, Duration.class, setter);
    }

    /** A setting that is a constant of an enum, written in any case, with hyphens or underscores. */
    public static <B, E extends Enum<E>> SettingBuilder<B, E> choice(
            String name, Class<E> type, BiConsumer<B, E> setter) {
        return scalar(name, type, setter).values(Texts.constants(type));
    }

    /**
     * A setting of a type of its own, of which a text names the value.
     *
     * @param reader makes the value; throws a {@link SettingException} where the text names none
     */
    public static <B, T> SettingBuilder<B, T> named(
            String name, Class<T> type, Function<String, T> reader, BiConsumer<B, T> setter) {
        return new SettingBuilder<>(name, Form.NAME, type, reader, setter);
    }

    /** A setting that is a list of texts. */
    public static <B> SettingBuilder<B, List<String>> texts(String name, BiConsumer<B, List<String>> setter) {
        return new SettingBuilder<>(name, Form.LIST, String.class, Texts::list, setter);
    }

    /** A setting that has entries, which are texts. */
    public static <B> SettingBuilder<B, Map<String, String>> entries(
            String name, BiConsumer<B, Map<String, String>> setter) {
        return new SettingBuilder<>(name, Form.ENTRIES, String.class, Function.identity(), setter);
    }

    /**
     * A setting that has entries, which are values of JSON. A text that looks like a number, {@code true} or
     * {@code false} is read as that, one in quotation marks as what is between them.
     */
    public static <B> SettingBuilder<B, Map<String, Object>> values(
            String name, BiConsumer<B, Map<String, Object>> setter) {
        return new SettingBuilder<>(name, Form.ENTRIES, Object.class, Texts::value, setter);
    }

    /** A setting that only code can give. Frameworks hand over the application's bean of that type, if it has one. */
    public static <B, T> SettingBuilder<B, T> object(String name, Class<T> type, BiConsumer<B, T> setter) {
        return Setting.<B, T>given(name, type, ObjectForm.one(type, setter));
    }

    /** A setting that is a list which only code can give: frameworks hand over the application's beans of that type. */
    public static <B, T> SettingBuilder<B, List<T>> objects(String name, Class<T> type, BiConsumer<B, List<T>> setter) {
        return Setting.<B, List<T>>given(name, type, ObjectForm.several(type, setter));
    }

    /**
     * A setting that only code can give, of a type that says too little to look for a bean of it, such as a
     * {@link Function}.
     */
    public static <B, T> SettingBuilder<B, T> function(String name, Class<? super T> type, BiConsumer<B, T> setter) {
        return Setting.<B, T>given(name, type, ObjectForm.function(type, setter));
    }

    private static <B, T> SettingBuilder<B, T> given(String name, Class<?> type, ObjectForm<B, T> object) {
        SettingBuilder<B, T> builder = new SettingBuilder<>(name, Form.OBJECT, type, text -> null, null);
        builder.object = object;
        return builder;
    }

    private static <B, T> SettingBuilder<B, T> scalar(String name, Class<T> type, BiConsumer<B, T> setter) {
        return new SettingBuilder<>(name, Form.SCALAR, type, text -> Texts.scalar(text, type), setter);
    }

    /** What a value of a type looks like, in words to follow "must be"; empty for a type that has none. */
    public static Optional<String> shape(Class<?> type) {
        return Texts.shape(type);
    }

    /** The name, in camel case; the same as that of the builder's setter. */
    public String name() {
        return name;
    }

    /** In which form its value is written. */
    public Form form() {
        return form;
    }

    /** The type of its value; for a list or entries, that of each. */
    public Class<?> type() {
        return type;
    }

    /** One sentence: what it is. */
    public String description() {
        return description;
    }

    /** What counts where it is not set; empty where that is not one value, or none. */
    public Optional<T> defaultValue() {
        return Optional.ofNullable(defaultValue);
    }

    /** What counts where it is not set, in words: a value as it would be written, or such as "the provider's limit". */
    public String defaultText() {
        return defaultText;
    }

    /** The values it may have, if they have an order; empty for any. */
    public Optional<Range<?>> range() {
        return Optional.ofNullable(range);
    }

    /** The values it may have, as they are written, if they can be listed; else empty. */
    public List<String> values() {
        return values;
    }

    /** Some values it may have among others, for completion. */
    public List<String> suggestions() {
        return suggestions;
    }

    /** Whether its value, or that of each of its entries, may be a secret, and is never shown. */
    public boolean secret() {
        return secret;
    }

    /** What only code can give for it, instead of a text or where there is no text; empty for none. */
    public Optional<ObjectForm<B, ?>> object() {
        return Optional.ofNullable(object);
    }

    /**
     * Its value, read from a text.
     *
     * @throws SettingException if the text is empty, means no such value, or if it has entries or is given by code; does
     *     not show the text of a secret
     */
    @SuppressWarnings("unchecked")
    public T read(String text) {
        return switch (form) {
            case OBJECT -> throw SettingException.of("{%s}" + NO_TEXT, "remove it", name);
            case ENTRIES ->
                throw SettingException.of(
                        "{%s} has entries and no value of its own", "set {%s}.<entry> instead", name, name);
            default -> (T) value(text, "");
        };
    }

    /**
     * The value that a configuration means: the one read from its text, or without a text the default; empty if there is
     * neither, or if the text means no value.
     *
     * @param texts the texts of the configuration, by the names of settings
     */
    public Optional<T> valueIn(Function<String, Optional<String>> texts) {
        try {
            return texts.apply(name).map(this::read).or(this::defaultValue);
        } catch (SettingException noValue) {
            return Optional.empty();
        }
    }

    /**
     * The value of a setting that has entries, read from their texts.
     *
     * @throws SettingException if one is empty, or if it has no entries
     */
    @SuppressWarnings("unchecked")
    public T readEntries(Map<String, String> texts) {
        if (form != Form.ENTRIES) {
            throw SettingException.of("{%s} has no entries", "set {%s} itself, or remove it", name, name);
        }
        Map<String, Object> entries = new LinkedHashMap<>();
        texts.forEach((entry, text) -> entries.put(entry, value(text, '.' + shown(entry))));
        return (T) entries;
    }

    /**
     * Hands a value to the builder.
     *
     * @throws SettingException if it is given by code only, or the builder refuses it at once
     */
    public void apply(B builder, T value) {
        if (setter == null) {
            throw SettingException.of("{%s}" + NO_TEXT, "give an object instead", name);
        }
        setter.accept(builder, value);
    }

    /** Reads a text and hands its value to the builder. */
    public void applyText(B builder, String text) {
        apply(builder, read(text));
    }

    /** Reads entries and hands them to the builder. */
    public void applyEntries(B builder, Map<String, String> texts) {
        apply(builder, readEntries(texts));
    }

    /**
     * Hands an object to the builder.
     *
     * @throws SettingException if it takes none, or none of this type
     */
    public void applyObject(B builder, Object value) {
        if (object == null) {
            throw SettingException.of("{%s} is given as a text, not by code", "give a text instead", name);
        }
        object.apply(builder, name, value);
    }

    /** The same with another default. */
    public Setting<B, T> withDefault(T value) {
        return toBuilder().defaultValue(value).build();
    }

    /** A builder that starts from this setting. */
    public SettingBuilder<B, T> toBuilder() {
        return new SettingBuilder<>(this);
    }

    /** The name of an entry, unless somebody may have written a secret in its place. */
    private String shown(@Nullable String entry) {
        return entry == null || (secret && !HarmlessName.isOfEntry(entry)) ? "<entry>" : OneLine.word(entry);
    }

    private Object value(@Nullable String text, String entry) {
        if (text == null || text.isBlank()) {
            throw SettingException.of("{%s}%s is empty", "give it a value, or remove it", name, entry);
        }
        Object value = reader.apply(text);
        if (value == null) {
            throw Texts.refused(this, text, entry);
        }
        return value;
    }

    /** The name. */
    @Override
    public String toString() {
        return name;
    }
}
