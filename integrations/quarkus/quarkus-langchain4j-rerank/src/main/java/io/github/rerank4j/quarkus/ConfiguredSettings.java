package io.github.rerank4j.quarkus;

import io.github.rerank4j.settings.Form;
import io.github.rerank4j.settings.Setting;
import io.github.rerank4j.settings.SettingNames;
import io.github.rerank4j.spi.RerankProvider;
import io.github.rerank4j.spi.StandIn;
import io.smallrye.config.SmallRyeConfig;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the configuration says of one model. */
final class ConfiguredSettings<B> {

    /** The property of a key for stand-ins, as if it were a setting. */
    static final String STAND_IN_KEY = "standInKey";

    /** What counts for all models of whatever kind where a model has no setting of its own. */
    private static final Map<String, String> OF_ALL_MODELS = Map.of(
            "timeout", "quarkus.langchain4j.timeout",
            "logRequests", "quarkus.langchain4j.log-requests",
            "logResponses", "quarkus.langchain4j.log-responses");

    private final RerankProvider<B> provider;
    private final SmallRyeConfig config;
    private final SettingNames names;

    ConfiguredSettings(RerankProvider<B> provider, String modelName, SmallRyeConfig config) {
        this.provider = provider;
        this.config = config;
        this.names = SettingNames.under(
                        ModelPrefix.of(ProviderPlace.root(provider.id()), modelName, config), withProperty(provider))
                .withBeans();
    }

    /** The settings of a provider that have a property. */
    static List<String> withProperty(RerankProvider<?> provider) {
        return provider.settings().stream()
                .filter(setting -> setting.form() != Form.OBJECT)
                .map(Setting::name)
                .toList();
    }

    /**
     * Hands over what is configured, and nothing else; the key of a stand-in where there is no other.
     *
     * @throws IllegalArgumentException if something cannot be a setting
     */
    void applyTo(B builder) {
        provider.settings().forEach(setting -> apply(setting, builder));
        text(STAND_IN_KEY)
                .ifPresent(key -> provider.standIn(this::text).map(StandIn::keys).orElse(List.of()).stream()
                        .filter(name -> text(name).isEmpty())
                        .flatMap(name -> provider.setting(name).stream())
                        .forEach(setting -> setting.applyText(builder, key)));
    }

    /** What is wrong, in terms of properties and beans. */
    String told(IllegalArgumentException objection) {
        return withProperty(provider).stream()
                .map(names::property)
                .flatMap(property -> UnsetVariable.of(property, config).stream())
                .findFirst()
                .orElseGet(() -> names.in(objection));
    }

    private Optional<String> text(String setting) {
        return config.getOptionalValue(names.property(setting), String.class);
    }

    private <T> void apply(Setting<? super B, T> setting, B builder) {
        value(setting, names.property(setting.name()))
                .or(() -> Optional.ofNullable(OF_ALL_MODELS.get(setting.name()))
                        .flatMap(property -> value(setting, property)))
                .ifPresent(value -> setting.apply(builder, value));
    }

    @SuppressWarnings("unchecked")
    private <T> Optional<T> value(Setting<?, T> setting, String property) {
        return switch (setting.form()) {
            case SCALAR -> (Optional<T>) config.getOptionalValue(property, setting.type());
            case NAME -> config.getOptionalValue(property, String.class).map(setting::read);
            case LIST -> (Optional<T>) config.getOptionalValues(property, String.class);
            case ENTRIES ->
                config.getOptionalValues(property, String.class, String.class).map(setting::readEntries);
            case OBJECT -> Optional.empty();
        };
    }
}
