package io.github.rerank4j.spring;

import io.github.rerank4j.settings.Form;
import io.github.rerank4j.settings.Setting;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The value of a setting as properties have it. */
final class SettingValue {

    private SettingValue() {}

    /** Hands it to a builder; null: nothing is set. */
    @SuppressWarnings("unchecked")
    static <B, T> void apply(Setting<B, T> setting, B builder, @Nullable Object value) {
        if (value == null) {
            return;
        }
        if (setting.form() == Form.ENTRIES) {
            setting.apply(builder, (T) Entries.withLists((Map<?, ?>) value));
        } else if (setting.form() == Form.NAME || !setting.values().isEmpty()) {
            setting.applyText(builder, value.toString());
        } else {
            setting.apply(builder, (T) value);
        }
    }
}
