package io.github.rerank4j.spring;

import io.github.rerank4j.settings.Setting;
import io.github.rerank4j.settings.SettingNames;
import io.github.rerank4j.spi.RerankProvider;
import io.github.rerank4j.spring.Providers.TakenForAProvider;
import io.github.rerank4j.spring.shared.ChainProperties;
import io.github.rerank4j.spring.shared.ObjectProperties;
import io.github.rerank4j.spring.shared.PropertyNames;
import io.github.rerank4j.spring.shared.UnknownName;
import io.github.rerank4j.spring.shared.WrongValue;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;

/** The names that properties can have, and what is said of one that has none of them. */
final class KnownNames {

    private static final ConfigurationPropertyName INSTANCES = ConfigurationPropertyName.of(RerankProperties.INSTANCES);
    private static final ConfigurationPropertyName AGGREGATOR =
            ConfigurationPropertyName.of(RerankProperties.AGGREGATOR);

    private static final ConfigurationPropertyName CACHE = ConfigurationPropertyName.of(RerankProperties.CACHE);
    private static final ConfigurationPropertyName LIMITER = ConfigurationPropertyName.of(RerankProperties.LIMITER);

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
        List<String> meant = UnknownName.meant(name, group, children(group).toList());
        if (!meant.isEmpty() || !group.equals(PropertyNames.ROOT)) {
            return UnknownName.complaint(property, meant);
        }
        String written = name.getElement(group.getNumberOfElements(), Form.DASHED);
        if (Providers.isChain(written)) {
            return PropertyNames.written(name) + " is not known; a chain has a name: set " + RerankProperties.INSTANCES
                    + ".<name>.provider to " + written + ", and put the other properties beside it"
                    + WrongValue.origin(property);
        }
        return providers
                .takenForAProvider(written)
                .map(taken -> complaint(property, taken))
                .orElseGet(() -> UnknownName.complaint(property, ofAProvider(written)));
    }

    private static String complaint(ConfigurationProperty property, TakenForAProvider taken) {
        String provider = RerankProperties.PREFIX + "." + taken.provider();
        return PropertyNames.written(property.getName()) + " is not known; to use " + taken.values() + " set "
                + provider + "." + taken.setting() + " to it, and put the other properties under " + provider
                + WrongValue.origin(property);
    }

    /** What is wrong with a property of an object that Spring Boot itself binds. */
    String complaint(ConfigurationProperty property, ConfigurationPropertyName prefix, Class<?> type) {
        List<String> settings = ObjectProperties.names(type).toList();
        ConfigurationPropertyName name = property.getName();
        if (settings.stream().map(prefix::append).anyMatch(name::equals)) {
            return WrongValue.empty(PropertyNames.written(name), property);
        }
        List<String> meant = UnknownName.meant(name, prefix, settings);
        String written = name.getElement(prefix.getNumberOfElements(), Form.DASHED);
        return UnknownName.complaint(property, meant.isEmpty() ? ofAProvider(written) : meant);
    }

    /** For someone who has left out the provider: those whose setting it is. */
    private List<String> ofAProvider(String setting) {
        return providers.having(setting).stream()
                .map(provider -> RerankProperties.PREFIX + "." + provider + "." + setting)
                .toList();
    }

    private boolean isGroup(ConfigurationPropertyName name) {
        return name.equals(PropertyNames.ROOT)
                || name.equals(INSTANCES)
                || name.equals(AGGREGATOR)
                || isGroupOfMembers(name)
                || groupOf(name).filter(group -> group.name().equals(name)).isPresent();
    }

    /** Whether it is the name under which a chain has its members. */
    private static boolean isGroupOfMembers(ConfigurationPropertyName name) {
        return name.getNumberOfElements() == INSTANCES.getNumberOfElements() + 2
                && INSTANCES.isAncestorOf(name)
                && name.equals(name.getParent().append(ChainProperties.MEMBER));
    }

    /** The names below that of a group, with dashes. */
    private Stream<String> children(ConfigurationPropertyName group) {
        if (group.equals(PropertyNames.ROOT)) {
            return Stream.concat(
                    providers.ids().stream(),
                    Stream.of("instances", "aggregator", ChainProperties.CACHE, ChainProperties.LIMITER));
        }
        if (group.equals(AGGREGATOR)) {
            return ObjectProperties.names(AggregatorProperties.class);
        }
        return groupOf(group)
                .filter(model -> model.name().equals(group))
                .map(model -> Stream.concat(
                        model.others().stream(),
                        model.settings().keySet().stream().map(SettingNames::dashed)))
                .orElse(Stream.empty());
    }

    /** The reranker to which a name belongs that is its own or one below it. */
    private Optional<Model> groupOf(ConfigurationPropertyName name) {
        if (INSTANCES.isAncestorOf(name)) {
            return Optional.of(ofInstance(name));
        }
        if (CACHE.equals(name) || CACHE.isAncestorOf(name)) {
            return Optional.of(cache(CACHE));
        }
        if (LIMITER.equals(name) || LIMITER.isAncestorOf(name)) {
            return Optional.of(limiter(LIMITER, name));
        }
        ConfigurationPropertyName group = name.chop(PropertyNames.ROOT.getNumberOfElements() + 1);
        return providers.all().stream()
                .filter(provider -> group.equals(PropertyNames.ROOT.append(provider.id())))
                .findFirst()
                .map(provider -> new Model(group, List.of("enabled"), settings(provider)));
    }

    private static Model cache(ConfigurationPropertyName name) {
        return new Model(name, List.of(ModelValues.ENABLED), Providers.ofCaches());
    }

    /** The limit to which a name belongs, or what is above it. */
    private static Model limiter(ConfigurationPropertyName limiter, ConfigurationPropertyName name) {
        ConfigurationPropertyName redis = limiter.append(ChainProperties.REDIS);
        return redis.equals(name) || redis.isAncestorOf(name)
                ? new Model(redis, List.of(), Providers.ofLimits())
                : new Model(limiter, List.of(ChainProperties.REDIS), Map.of());
    }

    /** The reranker with a name, or its cache, or its limit, or the member of a chain, to which a name belongs. */
    private Model ofInstance(ConfigurationPropertyName name) {
        int elements = INSTANCES.getNumberOfElements() + 1;
        ConfigurationPropertyName instance = name.chop(elements);
        ConfigurationPropertyName cache = instance.append(ChainProperties.CACHE);
        if (cache.equals(name) || cache.isAncestorOf(name)) {
            return cache(cache);
        }
        ConfigurationPropertyName limiter = instance.append(ChainProperties.LIMITER);
        if (limiter.equals(name) || limiter.isAncestorOf(name)) {
            return limiter(limiter, name);
        }
        return instance.append(ChainProperties.MEMBER).isAncestorOf(name)
                ? new Model(name.chop(elements + 2), List.of(), Providers.ofMembers())
                : new Model(
                        instance,
                        List.of(
                                "enabled",
                                "provider",
                                ChainProperties.MEMBER,
                                ChainProperties.CACHE,
                                ChainProperties.LIMITER),
                        providers.settings());
    }

    private static Map<String, List<Setting<?, ?>>> settings(RerankProvider<?> provider) {
        return Providers.settings(provider);
    }

    /** A reranker: under which name its settings are, what else is there, and which settings there are. */
    private record Model(
            ConfigurationPropertyName name, List<String> others, Map<String, List<Setting<?, ?>>> settings) {}
}
