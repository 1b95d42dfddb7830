package io.github.rerank4j.spring.metadata;

import io.github.rerank4j.settings.Setting;
import io.github.rerank4j.spring.shared.SettingProperty;
import java.util.List;
import java.util.Locale;

/**
 * The type of a property.
 *
 * @param qualified as class files and metadata write it
 * @param source as sources write it
 * @param constants those of an enum that has to be made for it; empty: none has
 */
record SettingType(String qualified, String source, List<String> constants) {

    /** That of a name that has several meanings, or one. */
    static SettingType of(List<Setting<?, ?>> meanings) {
        Setting<?, ?> setting = meanings.get(0);
        boolean alike = meanings.stream().allMatch(meaning -> meaning.type() == setting.type());
        return switch (setting.form()) {
            case ENTRIES ->
                generic("java.util.Map", "java.lang.String", setting.type().getName());
            case LIST -> generic("java.util.List", "java.lang.String");
            default ->
                setting.values().isEmpty() || (alike && setting.type().isEnum())
                        ? plain(SettingProperty.type(setting))
                        : made(setting.name(), SettingProperty.values(meanings));
        };
    }

    /** That of an enum that has to be made for a setting with these values. */
    static SettingType made(String setting, List<String> values) {
        String name = setting.substring(0, 1).toUpperCase(Locale.ROOT) + setting.substring(1);
        return new SettingType(
                InstanceClass.QUALIFIED_NAME + "$" + name,
                name,
                values.stream()
                        .map(value -> value.toUpperCase(Locale.ROOT).replace('-', '_'))
                        .toList());
    }

    static SettingType plain(Class<?> type) {
        return new SettingType(type.getName(), type.getCanonicalName(), List.of());
    }

    private static SettingType generic(String type, String... of) {
        return new SettingType(
                type + "<" + String.join(",", of) + ">", type + "<" + String.join(", ", of) + ">", List.of());
    }
}
