package io.github.rerank4j.settings;

import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Makes a {@link Setting}. Not for use by several threads.
 *
 * @param <B> the builder that has the setting
 * @param <T> what its setter takes
 */
public final class SettingBuilder<B, T> {

    final String name;
    final Form form;
    final Class<?> type;
    final Function<String, ? extends @Nullable Object> reader;
    final @Nullable BiConsumer<B, T> setter;

    @Nullable
    ObjectForm<B, ?> object;

    String description = "";

    @Nullable
    T defaultValue;

    String defaultText = "none";

    @Nullable
    Range<?> range;

    List<String> values = List.of();
    List<String> suggestions = List.of();
    boolean secret;

    SettingBuilder(
            String name,
            Form form,
            Class<?> type,
            Function<String, ? extends @Nullable Object> reader,
            @Nullable BiConsumer<B, T> setter) {
        this.name = name;
        this.form = form;
        this.type = type;
        this.reader = reader;
        this.setter = setter;
    }

    SettingBuilder(Setting<B, T> start) {
        this(start.name(), start.form(), start.type(), start.reader, start.setter);
        this.object = start.object().orElse(null);
        this.description = start.description();
        this.defaultValue = start.defaultValue().orElse(null);
        this.defaultText = start.defaultText();
        this.range = start.range().orElse(null);
        this.values = start.values();
        this.suggestions = start.suggestions();
        this.secret = start.secret();
    }

    /** What the setting is, in one sentence. Default: nothing. */
    public SettingBuilder<B, T> description(String description) {
        this.description = description;
        return this;
    }

    /** What counts where it is not set; replaces the words for it. Default: nothing. */
    public SettingBuilder<B, T> defaultValue(T value) {
        this.defaultValue = value;
        this.defaultText = Texts.written(value);
        return this;
    }

    /** What counts where it is not set, and how that is written; replaces the words for it. Default: nothing. */
    public SettingBuilder<B, T> defaultValue(T value, String written) {
        this.defaultValue = value;
        this.defaultText = written;
        return this;
    }

    /** What counts where it is not set, in words, where that is not one value. Default "none". */
    public SettingBuilder<B, T> defaultText(String words) {
        this.defaultValue = null;
        this.defaultText = words;
        return this;
    }

    /** The values it may have. Default: any. */
    public SettingBuilder<B, T> range(Range<?> range) {
        this.range = range;
        return this;
    }

    /** The values it may have, as they are written. Default: any, of an enum its constants. */
    public SettingBuilder<B, T> values(List<String> values) {
        this.values = values;
        return this;
    }

    /** Some values it may have among others, for completion. Default: none. */
    public SettingBuilder<B, T> suggestions(List<String> suggestions) {
        this.suggestions = suggestions;
        return this;
    }

    /** That its value, or that of each of its entries, may be a secret. Default: it is none. */
    public SettingBuilder<B, T> secret() {
        this.secret = true;
        return this;
    }

    /** What code can give instead of a text, of a type that says too little to look for a bean of it. */
    public <F> SettingBuilder<B, T> orFunction(Class<? super F> type, BiConsumer<B, F> setter) {
        this.object = ObjectForm.function(type, setter);
        return this;
    }

    /** What code can give instead of a text. */
    public <O> SettingBuilder<B, T> orObject(Class<O> type, BiConsumer<B, O> setter) {
        this.object = ObjectForm.one(type, setter);
        return this;
    }

    /**
     * The settings that count instead of an object: where one of them is set, frameworks leave a bean of its type alone.
     * Default: none, and what contradicts each other is refused when the model is built.
     */
    public SettingBuilder<B, T> unless(String... settings) {
        if (object == null) {
            throw new IllegalStateException(name + " takes no object");
        }
        this.object = object.unless(List.of(settings));
        return this;
    }

    /** The setting. */
    public Setting<B, T> build() {
        return Setting.of(this);
    }
}
