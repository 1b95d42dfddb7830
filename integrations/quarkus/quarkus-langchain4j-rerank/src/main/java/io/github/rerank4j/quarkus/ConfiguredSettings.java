package io.github.rerank4j.quarkus;

import io.github.rerank4j.settings.Form;
import io.github.rerank4j.settings.Setting;
import io.github.rerank4j.settings.SettingException;
import io.github.rerank4j.settings.SettingNames;
import io.smallrye.config.SmallRyeConfig;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** What the configuration says of the settings of one builder, whatever it builds. */
final class ConfiguredSettings<B> {

    /** What counts for all models of whatever kind where a model has no setting of its own. */
    private static final Map<String, String> OF_ALL_MODELS = Map.of(
            "timeout", "quarkus.langchain4j.timeout",
            "logRequests", "quarkus.langchain4j.log-requests",
            "logResponses", "quarkus.langchain4j.log-responses");

    private final List<? extends Setting<? super B, ?>> settings;
    private final SmallRyeConfig config;
    private final SettingNames names;
    private final @Nullable SettingNames common;

    /**
     * @param prefix what is before each name, without the dot
     */
    ConfiguredSettings(String prefix, List<? extends Setting<? super B, ?>> settings, SmallRyeConfig config) {
        this(settings, config, names(prefix, settings), null);
    }

    private ConfiguredSettings(
            List<? extends Setting<? super B, ?>> settings,
            SmallRyeConfig config,
            SettingNames names,
            @Nullable SettingNames common) {
        this.settings = settings;
        this.config = config;
        this.names = names;
        this.common = common;
    }

    private static SettingNames names(String prefix, Collection<? extends Setting<?, ?>> settings) {
        return SettingNames.under(prefix, withProperty(settings)).withBeans();
    }

    /** The same, and of what is not configured there what is under another prefix. */
    ConfiguredSettings<B> orUnder(String prefix) {
        return new ConfiguredSettings<>(settings, config, names, names(prefix, settings));
    }

    /** The names of those settings that have a property. */
    static List<String> withProperty(Collection<? extends Setting<?, ?>> settings) {
        return settings.stream()
                .filter(setting -> setting.form() != Form.OBJECT)
                .map(Setting::name)
                .toList();
    }

    /**
     * Hands over what is configured, and nothing else.
     *
     * @param replaced settings that may refer to a variable which nobody has set
     * @throws IllegalArgumentException if something cannot be a setting
     */
    void applyTo(B builder, Collection<String> replaced) {
        settings.stream().filter(setting -> !replaced.contains(setting.name())).forEach(this::requireDefined);
        settings.forEach(setting -> apply(setting, builder));
    }

    /** What is wrong, in terms of properties and beans. */
    String message(IllegalArgumentException objection) {
        return objection instanceof UnsetVariable
                ? String.valueOf(objection.getMessage())
                : where(objection).in(objection);
    }

    /** The names of the properties in which what is wrong was written. */
    private SettingNames where(IllegalArgumentException objection) {
        return common != null
                        && objection instanceof SettingException wrong
                        && wrong.settings().stream().noneMatch(setting -> isSet(names.property(setting)))
                        && wrong.settings().stream().anyMatch(setting -> isSet(common.property(setting)))
                ? common
                : names;
    }

    /** The properties that somebody has set, but for entries; not those that have a default. */
    List<String> namesSet() {
        return withProperty(settings).stream()
                .map(names::property)
                .filter(this::isSet)
                .filter(property -> config.getConfigValue(property).getConfigSourceOrdinal() != Integer.MIN_VALUE)
                .toList();
    }

    private boolean isSet(String property) {
        return config.getConfigValue(property).getValue() != null;
    }

    /** The text of a property, whether or not it is one of the settings. */
    Optional<String> text(String setting) {
        return config.getOptionalValue(names.property(setting), String.class);
    }

    /** The text of a setting, where it is or, without one there, where those of all are. */
    Optional<String> eitherText(String setting) {
        return text(setting)
                .or(() -> elsewhere(setting).flatMap(property -> config.getOptionalValue(property, String.class)));
    }

    /** The property that sets it: where it is, or where those of all are. */
    String property(String setting) {
        return !isSet(names.property(setting)) && common != null && isSet(common.property(setting))
                ? common.property(setting)
                : names.property(setting);
    }

    /** What is set to a variable that nobody has set is not meant to be the default. */
    private void requireDefined(Setting<?, ?> setting) {
        requireDefined(setting, names.property(setting.name()));
        if (common != null) {
            requireDefined(setting, common.property(setting.name()));
        }
    }

    private void requireDefined(Setting<?, ?> setting, String property) {
        if (setting.form() == Form.ENTRIES) {
            entries(property).forEach(entry -> UnsetVariable.refuse(entry, config));
        } else if (setting.form() != Form.OBJECT) {
            UnsetVariable.refuse(property, config);
        }
    }

    private List<String> entries(String property) {
        return StreamSupport.stream(config.getPropertyNames().spliterator(), false)
                .filter(name -> name.startsWith(property + '.'))
                .toList();
    }

    private <T> void apply(Setting<? super B, T> setting, B builder) {
        value(setting, names.property(setting.name()))
                .or(() -> elsewhere(setting.name()).flatMap(property -> value(setting, property)))
                .ifPresent(value -> setting.apply(builder, value));
    }

    private Optional<String> elsewhere(String setting) {
        return Optional.ofNullable(common == null ? OF_ALL_MODELS.get(setting) : common.property(setting));
    }

    @SuppressWarnings("unchecked")
    private <T> Optional<T> value(Setting<?, T> setting, String property) {
        return switch (setting.form()) {
            case SCALAR -> (Optional<T>) config.getOptionalValue(property, setting.type());
            case NAME -> config.getOptionalValue(property, String.class).map(setting::read);
            case LIST -> (Optional<T>) config.getOptionalValues(property, String.class);
            case ENTRIES -> texts(setting, property).map(setting::readEntries);
            case OBJECT -> Optional.empty();
        };
    }

    private Optional<Map<String, String>> texts(Setting<?, ?> setting, String property) {
        try {
            return config.getOptionalValues(property, String.class, String.class);
        } catch (NoSuchElementException wrong) {
            // without it as the cause: it quotes the value, which may be secret
            Optional<String> empty =
                    entries(property).stream().filter(this::isEmpty).findFirst();
            if (empty.isEmpty()) {
                // refused as well: it has entries
                setting.read("");
            }
            // which is refused
            return empty.map(
                    entry -> Map.of(entry.substring(property.length() + 1).replace("\"", ""), ""));
        }
    }

    private boolean isEmpty(String property) {
        String value = config.getConfigValue(property).getValue();
        return value == null || value.isEmpty();
    }
}
