package io.github.rerank4j.spring;

import io.github.rerank4j.settings.MeantName;
import io.github.rerank4j.settings.Setting;
import io.github.rerank4j.settings.SettingNames;
import io.github.rerank4j.spi.RerankProvider;
import io.github.rerank4j.spring.Providers.TakenForAProvider;
import java.beans.PropertyDescriptor;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.springframework.beans.BeanUtils;
import org.springframework.boot.context.properties.bind.DataObjectPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;

/** The names that properties can have, and what is said of one that has none of them. */
final class KnownNames {

    private static final ConfigurationPropertyName INSTANCES = ConfigurationPropertyName.of(RerankProperties.INSTANCES);
    private static final ConfigurationPropertyName AGGREGATOR =
            ConfigurationPropertyName.of(RerankAggregatorAutoConfiguration.PREFIX);

    private final Providers providers;

    KnownNames(Providers providers) {
        this.providers = providers;
    }

    /** Whether a name under ours is one that a property can have, or that of a group of them. */
    boolean has(ConfigurationPropertyName name) {
        return isGroup(name)
                || children(name.getParent())
                        .anyMatch(child -> name.equals(name.getParent().append(child)))
                || groupOf(name)
                        .filter(group -> has(name, group.name(), group.settings()))
                        .isPresent();
    }

    /** Whether a name below that of a reranker is one of its settings, or an entry of one. */
    static boolean has(
            ConfigurationPropertyName name,
            ConfigurationPropertyName group,
            Map<String, List<Setting<?, ?>>> settings) {
        return settings.values().stream().map(meanings -> meanings.get(0)).anyMatch(setting -> {
            ConfigurationPropertyName known = group.append(SettingNames.dashed(setting.name()));
            return switch (setting.form()) {
                case ENTRIES, LIST -> known.equals(name) || known.isAncestorOf(name);
                default -> known.equals(name);
            };
        });
    }

    /**
     * What is wrong with a property that is not known: what it may be meant for, and where it is set. Its value, which may
     * be secret, is left alone.
     */
    String complaint(ConfigurationProperty property) {
        ConfigurationPropertyName name = property.getName();
        ConfigurationPropertyName group = name.getParent();
        while (!has(group)) {
            group = group.getParent();
        }
        List<String> meant = meant(name, group, children(group).toList());
        if (!meant.isEmpty() || !group.equals(BoundProperties.ROOT)) {
            return complaint(property, meant);
        }
        String written = name.getElement(group.getNumberOfElements(), Form.DASHED);
        return providers
                .takenForAProvider(written)
                .map(taken -> complaint(property, taken))
                .orElseGet(() -> complaint(property, ofAProvider(written)));
    }

    private static String complaint(ConfigurationProperty property, TakenForAProvider taken) {
        String provider = RerankProperties.PREFIX + "." + taken.provider();
        return BoundProperties.told(property.getName()) + " is not known; for " + taken.values() + " set " + provider
                + "." + taken.setting() + ", and the rest under " + provider + WrongValue.place(property);
    }

    private static String complaint(ConfigurationProperty property, List<String> meant) {
        return MeantName.complaint(BoundProperties.told(property.getName()), meant) + WrongValue.place(property);
    }

    /** What is wrong with a property of an object that Spring Boot itself binds. */
    static String complaint(ConfigurationProperty property, ConfigurationPropertyName prefix, Class<?> type) {
        List<String> settings = settings(type).toList();
        ConfigurationPropertyName name = property.getName();
        return settings.stream().map(prefix::append).anyMatch(name::equals)
                ? empty(BoundProperties.told(name), property)
                : complaint(property, meant(name, prefix, settings));
    }

    /** What is wrong with a property that is set to nothing. */
    static String empty(String name, ConfigurationProperty property) {
        return name + " is empty; give it a value, or remove it" + WrongValue.place(property);
    }

    /** The types of an object's properties, by the dashed names of these. */
    static Map<String, Class<?>> types(Class<?> type) {
        return writable(type).collect(Collectors.toMap(KnownNames::dashed, PropertyDescriptor::getPropertyType));
    }

    /** The name with what is known in the place of the first element that is not. */
    private static List<String> meant(
            ConfigurationPropertyName name, ConfigurationPropertyName group, List<String> known) {
        int place = group.getNumberOfElements();
        return MeantName.among(known, name.getElement(place, Form.DASHED)).stream()
                .map(meant -> Stream.of(
                                Stream.of(BoundProperties.told(name.chop(place)), meant),
                                IntStream.range(place + 1, name.getNumberOfElements())
                                        .mapToObj(next -> name.getElement(next, Form.ORIGINAL)))
                        .flatMap(Function.identity())
                        .collect(Collectors.joining(".")))
                .toList();
    }

    /** For someone who has left out the provider: those whose setting it is. */
    private List<String> ofAProvider(String setting) {
        return providers.having(setting).stream()
                .map(provider -> RerankProperties.PREFIX + "." + provider + "." + setting)
                .toList();
    }

    private boolean isGroup(ConfigurationPropertyName name) {
        return name.equals(BoundProperties.ROOT)
                || name.equals(INSTANCES)
                || name.equals(AGGREGATOR)
                || groupOf(name).filter(group -> group.name().equals(name)).isPresent();
    }

    /** The names below that of a group, with dashes. */
    private Stream<String> children(ConfigurationPropertyName group) {
        if (group.equals(BoundProperties.ROOT)) {
            return Stream.concat(providers.ids().stream(), Stream.of("instances", "aggregator"));
        }
        if (group.equals(AGGREGATOR)) {
            return settings(AggregatorProperties.class);
        }
        return groupOf(group)
                .filter(model -> model.name().equals(group))
                .map(model -> Stream.concat(
                        INSTANCES.isParentOf(group) ? Stream.of("enabled", "provider") : Stream.of("enabled"),
                        model.settings().keySet().stream().map(SettingNames::dashed)))
                .orElse(Stream.empty());
    }

    /** The reranker to which a name belongs that is its own or one below it. */
    private Optional<Model> groupOf(ConfigurationPropertyName name) {
        if (INSTANCES.isAncestorOf(name)) {
            return Optional.of(new Model(name.chop(INSTANCES.getNumberOfElements() + 1), providers.settings()));
        }
        ConfigurationPropertyName group = name.chop(BoundProperties.ROOT.getNumberOfElements() + 1);
        return providers.all().stream()
                .filter(provider -> group.equals(BoundProperties.ROOT.append(provider.id())))
                .findFirst()
                .map(provider -> new Model(group, settings(provider)));
    }

    private static Map<String, List<Setting<?, ?>>> settings(RerankProvider<?> provider) {
        return Providers.settings(provider);
    }

    private static Stream<String> settings(Class<?> type) {
        return type.isRecord()
                ? Stream.of(type.getRecordComponents())
                        .map(component -> DataObjectPropertyName.toDashedForm(component.getName()))
                : writable(type).map(KnownNames::dashed);
    }

    private static Stream<PropertyDescriptor> writable(Class<?> type) {
        return Stream.of(BeanUtils.getPropertyDescriptors(type)).filter(property -> property.getWriteMethod() != null);
    }

    private static String dashed(PropertyDescriptor property) {
        return DataObjectPropertyName.toDashedForm(property.getName());
    }

    /** A reranker: under which name its settings are, and which there are. */
    private record Model(ConfigurationPropertyName name, Map<String, List<Setting<?, ?>>> settings) {}
}
