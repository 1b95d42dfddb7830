package io.github.rerank4j.spring.shared;

import io.github.rerank4j.settings.Form;
import io.github.rerank4j.settings.Setting;
import java.net.Proxy;
import java.net.URI;
import java.util.List;

/** What a setting of a provider is as a property. Knows nothing of Spring. */
public final class SettingProperty {

    private SettingProperty() {}

    /** The type that a value has in properties. */
    public static Class<?> type(Setting<?, ?> setting) {
        if (setting.type() == Proxy.class) {
            return URI.class;
        }
        return setting.form() == Form.NAME ? String.class : setting.type();
    }

    /** All values that the meanings of a name have, in alphabetical order where they differ; empty: any. */
    public static List<String> values(List<Setting<?, ?>> meanings) {
        List<List<String>> lists =
                meanings.stream().<List<String>>map(Setting::values).distinct().toList();
        return lists.size() == 1
                ? lists.get(0)
                : lists.stream().flatMap(List::stream).distinct().sorted().toList();
    }
}
