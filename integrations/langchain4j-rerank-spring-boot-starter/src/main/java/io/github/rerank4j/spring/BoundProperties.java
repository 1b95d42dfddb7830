package io.github.rerank4j.spring;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.UnboundConfigurationPropertiesException;
import org.springframework.boot.context.properties.bind.handler.NoUnboundElementsBindHandler;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;
import org.springframework.boot.context.properties.source.UnboundElementsSourceFilter;
import org.springframework.core.env.Environment;

/** The properties of the environment as objects; one that is not known is refused. */
final class BoundProperties {

    private static final ConfigurationPropertyName ROOT = ConfigurationPropertyName.of(RerankProperties.PREFIX);
    private static final ConfigurationPropertyName OF_SPRING_AI = ROOT.append("spring-ai");

    private static final String AGGREGATOR_ENABLED = RerankAggregatorAutoConfiguration.PREFIX + ".enabled";

    private final Binder binder;

    BoundProperties(Environment environment) {
        this.binder = Binder.get(environment);
    }

    /**
     * All of them.
     *
     * @throws RerankConfigurationException if one is not known, has no value of its type, or would be idle
     */
    RerankProperties all() {
        KnownNames known = new KnownNames();
        for (ConfigurationProperty unknown : unknown(ROOT, RerankProperties.class, known)) {
            if (!OF_SPRING_AI.isAncestorOf(unknown.getName())) {
                throw new RerankConfigurationException(known.complaint(unknown, ROOT));
            }
        }
        RerankProperties all = binder.bindOrCreate(RerankProperties.PREFIX, RerankProperties.class);
        if (all.getAggregator().hasSettings()
                && !binder.bind(AGGREGATOR_ENABLED, Boolean.class).isBound()) {
            throw new RerankConfigurationException("the aggregator has settings, but is not enabled; set "
                    + AGGREGATOR_ENABLED + "=true, or to false if that is meant");
        }
        return all;
    }

    /**
     * Those of one reranker.
     *
     * @throws RerankConfigurationException if one has a placeholder for a value
     */
    <P extends ModelProperties> P of(String prefix, Class<P> type) {
        Placeholders placeholders = new Placeholders();
        P bound = binder.bindOrCreate(nameOf(prefix), Bindable.of(type), placeholders);
        placeholders.requireNone();
        return bound;
    }

    /**
     * Refuses what another provider has under the name of a reranker.
     *
     * @throws RerankConfigurationException if there is such a property
     */
    void requireOnlyThoseOf(Provider provider, String prefix) {
        ConfigurationPropertyName name = nameOf(prefix);
        for (ConfigurationProperty unknown : unknown(name, provider.properties(), new KnownNames())) {
            if (!unknown.getName().equals(name.append("provider"))) {
                String setting =
                        unknown.getName().toString().substring(name.toString().length());
                throw new RerankConfigurationException(prefix + setting + " is set, but " + provider
                        + " has no such setting; remove it, or correct " + prefix + ".provider"
                        + WrongValue.place(unknown));
            }
        }
    }

    /**
     * One that is not under ours.
     *
     * @throws RerankConfigurationException if it has no value of its type
     */
    <T> T value(String name, Class<T> type, T byDefault) {
        try {
            return binder.bind(name, type).orElse(byDefault);
        } catch (BindException failure) {
            throw WrongValue.told(failure);
        }
    }

    /** Whether a name is under ours. */
    static boolean isOurs(ConfigurationPropertyName name) {
        return ROOT.isAncestorOf(name);
    }

    /** A name of properties as all its spellings are: {@code faqBot} and {@code FAQBOT} are one. */
    static ConfigurationPropertyName nameOf(String prefix) {
        return ConfigurationPropertyName.adapt(prefix.toLowerCase(Locale.ROOT), '.');
    }

    /** A name as the application spells it. */
    static String told(ConfigurationPropertyName name) {
        return IntStream.range(0, name.getNumberOfElements())
                .mapToObj(place -> name.getElement(place, Form.ORIGINAL))
                .collect(Collectors.joining("."));
    }

    /** The properties that are set and have no place in the object. Their values, which may be secret, are left alone. */
    private Collection<ConfigurationProperty> unknown(
            ConfigurationPropertyName prefix, Class<?> type, KnownNames known) {
        BindHandler strict = new NoUnboundElementsBindHandler(known, new UnboundElementsSourceFilter());
        try {
            binder.bind(prefix, Bindable.of(type), strict);
            return List.of();
        } catch (BindException failure) {
            if (failure.getCause() instanceof UnboundConfigurationPropertiesException unbound) {
                known.refuseEmpty(unbound.getUnboundProperties());
                return unbound.getUnboundProperties();
            }
            throw WrongValue.told(failure);
        }
    }
}
