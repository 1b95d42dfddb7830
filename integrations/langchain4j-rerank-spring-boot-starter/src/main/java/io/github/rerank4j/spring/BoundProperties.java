package io.github.rerank4j.spring;

import io.github.rerank4j.settings.Setting;
import io.github.rerank4j.settings.SettingException;
import io.github.rerank4j.settings.SettingNames;
import io.github.rerank4j.spi.RerankProvider;
import io.github.rerank4j.spring.shared.ChainProperties;
import io.github.rerank4j.spring.shared.ObjectProperties;
import io.github.rerank4j.spring.shared.Placeholders;
import io.github.rerank4j.spring.shared.PropertyNames;
import io.github.rerank4j.spring.shared.RerankConfigurationException;
import io.github.rerank4j.spring.shared.WrongValue;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.boot.context.properties.source.UnboundElementsSourceFilter;
import org.springframework.core.env.Environment;

/** The properties of the environment, read by the names of the providers' settings; one that is not known is refused. */
final class BoundProperties {

    private static final ConfigurationPropertyName OF_SPRING_AI = PropertyNames.ROOT.append("spring-ai");
    private static final String ENABLED = ModelValues.ENABLED;
    private static final String PROVIDER = ModelValues.PROVIDER;

    private final Environment environment;
    private final Providers providers;
    private final Binder binder;
    private final SettingReader reader;

    BoundProperties(Environment environment, Providers providers) {
        this.environment = environment;
        this.providers = providers;
        this.binder = Binder.get(environment);
        this.reader = new SettingReader(environment);
    }

    /**
     * All of them.
     *
     * @throws RerankConfigurationException if one is not known, has no value of its type or more than one,
     *     or would have no effect
     */
    RerankProperties all() {
        RepeatedNames.requireNone(environment);
        reader.requireGroup(RerankProperties.PREFIX);
        RerankProperties all = new RerankProperties(
                ofProviders(),
                ofInstances(),
                cache(RerankProperties.CACHE, BindHandler.DEFAULT),
                limit(RerankProperties.LIMITER, BindHandler.DEFAULT),
                aggregator());
        KnownNames known = new KnownNames(providers);
        refuse(PropertyNames.ROOT, name -> OF_SPRING_AI.isAncestorOf(name) || known.has(name), known::complaint);
        Caches.of(all).requireEffect(all.instances());
        Limits.requireEffect(all.instances());
        Switches.require(reader, all.aggregator());
        return all;
    }

    private Map<String, Map<String, Object>> ofProviders() {
        Map<String, Map<String, Object>> bound = new LinkedHashMap<>();
        for (RerankProvider<?> provider : providers.all()) {
            String prefix = RerankProperties.PREFIX + "." + provider.id();
            reader.requireGroup(prefix);
            bound.put(provider.id(), model(prefix, Providers.settings(provider), BindHandler.DEFAULT));
        }
        return bound;
    }

    private Map<String, Map<String, Object>> ofInstances() {
        reader.requireGroup(RerankProperties.INSTANCES);
        Map<String, Map<String, Object>> bound = new LinkedHashMap<>();
        for (String name : reader.entries(RerankProperties.INSTANCES).keySet()) {
            bound.put(
                    name,
                    isName(name) ? instance(RerankProperties.INSTANCES + "." + name, BindHandler.DEFAULT) : Map.of());
        }
        return bound;
    }

    private Map<String, Object> instance(String prefix, BindHandler handler) {
        reader.requireGroup(prefix);
        Map<String, Object> values = new LinkedHashMap<>();
        String id = reader.choice(
                prefix + "." + PROVIDER, providers.idsOfInstances(), handler, text -> takenFor(text, prefix));
        if (id != null) {
            values.put(PROVIDER, id);
        }
        values.putAll(model(prefix, providers.settings(), handler));
        values.putAll(members(prefix, handler));
        Map<String, Object> cache = cache(prefix + "." + ChainProperties.CACHE, handler);
        if (!cache.isEmpty()) {
            values.put(ChainProperties.CACHE, cache);
        }
        Map<String, Object> limit = limit(prefix + "." + ChainProperties.LIMITER, handler);
        if (!limit.isEmpty()) {
            values.put(ChainProperties.LIMITER, limit);
        }
        return values;
    }

    private Map<String, Object> limit(String prefix, BindHandler handler) {
        String redis = prefix + "." + ChainProperties.REDIS;
        reader.requireGroup(prefix);
        reader.requireGroup(redis);
        return reader.read(redis, Providers.ofLimits(), handler);
    }

    private Map<String, Object> cache(String prefix, BindHandler handler) {
        reader.requireGroup(prefix);
        return model(prefix, Providers.ofCaches(), handler);
    }

    /** What is set for single members of a chain, by their names, under its own name; nothing where nothing is. */
    private Map<String, Object> members(String prefix, BindHandler handler) {
        String group = prefix + "." + ChainProperties.MEMBER;
        reader.requireGroup(group);
        Map<String, Object> members = new LinkedHashMap<>();
        for (String name : reader.entries(group).keySet()) {
            String member = group + "." + name;
            if (isName(name)) {
                reader.requireGroup(member);
            }
            members.put(name, isName(name) ? reader.read(member, Providers.ofMembers(), handler) : Map.of());
        }
        return members.isEmpty() ? Map.of() : Map.of(ChainProperties.MEMBER, members);
    }

    private String takenFor(String text, String prefix) {
        return providers
                .takenForAProvider(text)
                .map(meant -> "; for " + meant.values() + " set it to " + meant.provider() + ", and " + prefix + "."
                        + meant.setting() + " to " + meant.values())
                .orElse("");
    }

    /** What is set for a reranker or a cache: whether there is one, and its settings. */
    private Map<String, Object> model(String prefix, Map<String, List<Setting<?, ?>>> settings, BindHandler handler) {
        Map<String, Object> values = new LinkedHashMap<>();
        Boolean enabled = reader.scalar(prefix + "." + ENABLED, Boolean.class, handler);
        if (enabled != null) {
            values.put(ENABLED, enabled);
        }
        values.putAll(reader.read(prefix, settings, handler));
        return values;
    }

    private AggregatorProperties aggregator() {
        String prefix = RerankProperties.AGGREGATOR;
        reader.requireGroup(prefix);
        ObjectProperties.types(AggregatorProperties.class)
                .forEach((name, type) -> reader.scalar(prefix + "." + name, type, BindHandler.DEFAULT));
        return binder.bindOrCreate(prefix, AggregatorProperties.class);
    }

    /**
     * What is set for a reranker with a name.
     *
     * @throws RerankConfigurationException if one has a placeholder for a value
     */
    Map<String, Object> ofInstance(String prefix) {
        Placeholders placeholders = new Placeholders();
        Map<String, Object> bound = instance(prefix, placeholders);
        placeholders.requireNone();
        return bound;
    }

    /**
     * What is set for the caches of all rerankers.
     *
     * @throws RerankConfigurationException if one has a placeholder for a value
     */
    Map<String, Object> ofCaches() {
        Placeholders placeholders = new Placeholders();
        Map<String, Object> bound = cache(RerankProperties.CACHE, placeholders);
        placeholders.requireNone();
        return bound;
    }

    /**
     * What is set for the limits of all rerankers.
     *
     * @throws RerankConfigurationException if one has a placeholder for a value
     */
    Map<String, Object> ofLimits() {
        Placeholders placeholders = new Placeholders();
        Map<String, Object> bound = limit(RerankProperties.LIMITER, placeholders);
        placeholders.requireNone();
        return bound;
    }

    /**
     * What is set for a reranker of a provider.
     *
     * @throws RerankConfigurationException if one has a placeholder for a value, or another provider has it and this has
     *     not
     */
    Map<String, Object> of(RerankProvider<?> provider, String prefix) {
        Map<String, List<Setting<?, ?>>> settings = Providers.settings(provider);
        ConfigurationPropertyName group = PropertyNames.nameOf(prefix);
        boolean chain = Providers.isChain(provider.id());
        Predicate<ConfigurationPropertyName> known = name -> KnownNames.has(name, group, settings)
                || isOfEvery(name, group)
                || group.append(ChainProperties.CACHE).isAncestorOf(name)
                || group.append(ChainProperties.LIMITER).isAncestorOf(name)
                || (chain && group.append(ChainProperties.MEMBER).isAncestorOf(name));
        refuse(group, known, unknown -> {
            String setting =
                    unknown.getName().toString().substring(group.toString().length());
            return prefix + setting + " is set, but " + provider.id() + " has no such setting; remove it, or correct "
                    + prefix + "." + PROVIDER + WrongValue.origin(unknown);
        });
        Placeholders placeholders = new Placeholders();
        Map<String, Object> bound = reader.read(prefix, settings, placeholders);
        if (chain) {
            bound.putAll(members(prefix, placeholders));
        }
        placeholders.requireNone();
        return bound;
    }

    private static boolean isOfEvery(ConfigurationPropertyName name, ConfigurationPropertyName group) {
        return name.equals(group.append(ENABLED)) || name.equals(group.append(PROVIDER));
    }

    /**
     * One that is not under ours.
     *
     * @throws RerankConfigurationException if it has no value of its type
     */
    static <T> T value(Environment environment, String name, Class<T> type, T byDefault) {
        Binder binder = Binder.get(environment);
        try {
            if (type == Duration.class) {
                SettingReader.requireUnit(name, binder.bind(name, String.class).orElse(null), null);
            }
            return binder.bind(name, type).orElse(byDefault);
        } catch (BindException failure) {
            throw WrongValue.refused(name, failure);
        }
    }

    /** The line of a file where a property is set, in parentheses; else empty. */
    String line(String name) {
        return reader.line(name);
    }

    /** That of the first setting which an objection names and a file sets. */
    String line(SettingNames names, IllegalArgumentException objection) {
        return objection instanceof SettingException wrong
                ? wrong.settings().stream()
                        .map(names::property)
                        .map(this::line)
                        .filter(line -> !line.isEmpty())
                        .findFirst()
                        .orElse("")
                : "";
    }

    /** Whether a reranker can have that name. */
    static boolean isName(String name) {
        return name.matches("[A-Za-z][A-Za-z0-9_-]*");
    }

    /** Refuses the first of the properties below a name that is not known. Its value, which may be secret, is left alone. */
    private void refuse(
            ConfigurationPropertyName group, Predicate<ConfigurationPropertyName> known, Complaint complaint) {
        TreeMap<ConfigurationPropertyName, ConfigurationProperty> unknown = new TreeMap<>();
        UnboundElementsSourceFilter strict = new UnboundElementsSourceFilter();
        for (ConfigurationPropertySource source : ConfigurationPropertySources.get(environment)) {
            if (source instanceof IterableConfigurationPropertySource names && strict.apply(source)) {
                names.stream()
                        .filter(name -> group.isAncestorOf(name) && !known.test(name))
                        .forEach(name -> unknown.putIfAbsent(name, source.getConfigurationProperty(name)));
            }
        }
        if (!unknown.isEmpty()) {
            throw new RerankConfigurationException(
                    complaint.about(unknown.firstEntry().getValue()));
        }
    }

    /** What is wrong with a property. */
    private interface Complaint {

        String about(ConfigurationProperty property);
    }
}
