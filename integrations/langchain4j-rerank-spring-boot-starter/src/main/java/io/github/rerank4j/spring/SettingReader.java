package io.github.rerank4j.spring;

import io.github.rerank4j.ScoreOutput;
import io.github.rerank4j.settings.Setting;
import io.github.rerank4j.settings.SettingNames;
import io.github.rerank4j.spring.shared.PropertyNames;
import io.github.rerank4j.spring.shared.RerankConfigurationException;
import io.github.rerank4j.spring.shared.SettingProperty;
import io.github.rerank4j.spring.shared.WrongValue;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.UnboundElementsSourceFilter;
import org.springframework.core.env.Environment;

/** Reads the values of settings, each by its name; a value is as properties have it, not yet what the builder takes. */
final class SettingReader {

    private static final UnboundElementsSourceFilter STRICT = new UnboundElementsSourceFilter();

    private static final Pattern PREFIXED = Pattern.compile("\\s*[A-Za-z]+:");

    private static final Pattern NO_UNIT = Pattern.compile("\\s*[+-]?[0-9]+\\s*");

    private final Binder binder;
    private final Iterable<ConfigurationPropertySource> sources;

    SettingReader(Environment environment) {
        this.binder = Binder.get(environment);
        this.sources = ConfigurationPropertySources.get(environment);
    }

    /**
     * What is set for one reranker, by the names of its settings.
     *
     * @param settings what may be set; where a name has several meanings, a value of any of them will do
     * @param handler sees each value
     * @throws RerankConfigurationException if a value is empty, or none of its setting
     */
    Map<String, Object> read(String prefix, Map<String, List<Setting<?, ?>>> settings, BindHandler handler) {
        Map<String, Object> values = new LinkedHashMap<>();
        settings.forEach((name, meanings) -> {
            Object value = value(prefix + "." + SettingNames.dashed(name), meanings, handler);
            if (value != null) {
                values.put(name, value);
            }
        });
        return values;
    }

    private @Nullable Object value(String name, List<Setting<?, ?>> meanings, BindHandler handler) {
        Setting<?, ?> setting = meanings.get(0);
        return switch (setting.form()) {
            case ENTRIES -> bound(name, Bindable.mapOf(String.class, setting.type()), handler);
            case LIST -> bound(name, Bindable.listOf(String.class), handler);
            default -> {
                List<String> values = SettingProperty.values(meanings);
                boolean scores = setting.type() == ScoreOutput.class;
                yield values.isEmpty() || (scores && namesAFile(name))
                        ? scalar(name, SettingProperty.type(setting), handler)
                        : choice(name, values, handler, value -> scores ? ", or calibrated:FILE" : "");
            }
        };
    }

    /** Whether a value is {@code calibrated:FILE}, or meant to be, which its setting itself reads. */
    private boolean namesAFile(String name) {
        String text = property(name) == null ? null : bound(name, Bindable.of(String.class), BindHandler.DEFAULT);
        return text != null && PREFIXED.matcher(text).lookingAt();
    }

    /**
     * A value of that type; null if nothing is set.
     *
     * @throws RerankConfigurationException if it is empty, or of another type
     */
    <T> @Nullable T scalar(String name, Class<T> type, BindHandler handler) {
        ConfigurationProperty property = property(name);
        // none is asked for where nothing is set: a type may look like a group of properties
        if (property == null) {
            return null;
        }
        if (type == Duration.class) {
            requireUnit(name, bound(name, Bindable.of(String.class), BindHandler.DEFAULT), property);
        }
        return bound(name, Bindable.of(type), handler);
    }

    /**
     * Whether a switch is set. Spring's conditions compare its text, so {@code yes} is refused although it converts.
     *
     * @throws RerankConfigurationException if it is neither true nor false, though it may convert to one
     */
    boolean requireSwitch(String name) {
        Boolean on = scalar(name, Boolean.class, BindHandler.DEFAULT);
        String text = on == null ? null : bound(name, Bindable.of(String.class), BindHandler.DEFAULT);
        if (text != null && !text.equalsIgnoreCase(String.valueOf(on))) {
            throw WrongValue.ofASwitch(name, text, property(name));
        }
        return on != null;
    }

    /**
     * That a duration has a unit: Spring Boot would read milliseconds, Quarkus seconds.
     *
     * @throws RerankConfigurationException if it has none
     */
    static void requireUnit(String name, @Nullable String text, @Nullable ConfigurationProperty property) {
        if (text != null && NO_UNIT.matcher(text).matches()) {
            throw WrongValue.withoutUnit(name, text.strip(), property);
        }
    }

    /**
     * One of these values, whatever its spelling; null if nothing is set.
     *
     * @param otherwise what to say of a text that is near none of them
     * @throws RerankConfigurationException if it is empty, or none of them
     */
    @Nullable
    String choice(String name, List<String> values, BindHandler handler, UnaryOperator<String> otherwise) {
        ConfigurationProperty property = property(name);
        String text = property == null ? null : bound(name, Bindable.of(String.class), handler);
        if (property == null || text == null) {
            return null;
        }
        if (text.isBlank()) {
            requireNotEmpty(name, property);
            return null;
        }
        return values.stream()
                .filter(value -> Providers.isSpelled(value, text))
                .findFirst()
                .orElseThrow(() -> WrongValue.refused(name, text, values, otherwise, property));
    }

    /**
     * That a group of properties has no value of its own.
     *
     * @throws RerankConfigurationException if it has
     */
    void requireGroup(String name) {
        ConfigurationProperty property = property(name);
        if (property != null) {
            if (String.valueOf(property.getValue()).isEmpty()) {
                requireNotEmpty(name, property);
                return;
            }
            throw WrongValue.ofAGroup(name, property);
        }
    }

    /** Each of these names with what is set under it. */
    Map<String, Object> entries(String name) {
        Map<String, Object> entries = bound(name, Bindable.mapOf(String.class, Object.class), BindHandler.DEFAULT);
        return entries == null ? Map.of() : entries;
    }

    private <T> @Nullable T bound(String name, Bindable<T> target, BindHandler handler) {
        try {
            T value = binder.bind(PropertyNames.nameOf(name), target, handler).orElse(null);
            ConfigurationProperty property = value == null ? property(name) : null;
            if (property != null) {
                requireNotEmpty(name, property);
            }
            return value;
        } catch (BindException failure) {
            throw WrongValue.refused(name, failure);
        }
    }

    /** Nothing is as good as not set in the variables of the environment, from where it cannot be removed at times. */
    private static void requireNotEmpty(String name, ConfigurationProperty property) {
        ConfigurationPropertySource source = property.getSource();
        if (source == null || STRICT.apply(source)) {
            throw new RerankConfigurationException(WrongValue.empty(name, property));
        }
    }

    /** The line of a file where a property, or the first of its list, is set, in parentheses; else empty. */
    String line(String name) {
        ConfigurationProperty property = property(name);
        return WrongValue.line(property == null ? property(name + "[0]") : property);
    }

    private @Nullable ConfigurationProperty property(String name) {
        ConfigurationPropertyName canonical = PropertyNames.nameOf(name);
        for (ConfigurationPropertySource source : sources) {
            ConfigurationProperty property = source.getConfigurationProperty(canonical);
            if (property != null) {
                return property;
            }
        }
        return null;
    }
}
