package io.github.rerank4j.spring.metadata;

import io.github.rerank4j.settings.Form;
import io.github.rerank4j.settings.ObjectForm;
import io.github.rerank4j.settings.Setting;
import io.github.rerank4j.spi.RerankProvider;
import java.util.stream.Collectors;

/** What is said of a setting: what it is, its range, before which bean it comes, and its default. */
final class Sentence {

    private Sentence() {}

    static String of(RerankProvider<?> provider, Setting<?, ?> setting) {
        return of(setting, beans(provider, setting));
    }

    static String of(Setting<?, ?> setting) {
        return of(setting, "");
    }

    private static String of(Setting<?, ?> setting, String beans) {
        String what = setting.description().replaceFirst("\\.$", "");
        String range = setting.range().map(values -> "; " + values).orElse("");
        String types = setting.form() == Form.ENTRIES && setting.type() == Object.class
                ? "; numbers and booleans as such in YAML only"
                : "";
        return what + range + types + "." + beans + " Default: " + setting.defaultText() + ".";
    }

    private static String beans(RerankProvider<?> provider, Setting<?, ?> setting) {
        return provider.settings().stream()
                .flatMap(other -> other.object().stream())
                .filter(object -> object.unless().contains(setting.name()))
                .map(ObjectForm::type)
                .map(type -> " Comes before a " + type.getSimpleName() + " bean.")
                .collect(Collectors.joining());
    }
}
