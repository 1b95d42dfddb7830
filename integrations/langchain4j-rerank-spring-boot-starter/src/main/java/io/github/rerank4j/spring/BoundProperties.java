package io.github.rerank4j.spring;

import java.util.List;
import java.util.Locale;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.UnboundConfigurationPropertiesException;
import org.springframework.boot.context.properties.bind.handler.NoUnboundElementsBindHandler;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.UnboundElementsSourceFilter;
import org.springframework.core.env.Environment;

/** The properties of the environment as objects; one that is not known is refused. */
final class BoundProperties {

    private static final ConfigurationPropertyName ROOT = ConfigurationPropertyName.of(RerankProperties.PREFIX);
    private static final ConfigurationPropertyName OF_SPRING_AI = ROOT.append("spring-ai");

    private final Binder binder;

    BoundProperties(Environment environment) {
        this.binder = Binder.get(environment);
    }

    /**
     * All of them.
     *
     * @throws BindException if one has no value of its type
     * @throws RerankConfigurationException if one is not known
     */
    RerankProperties all() {
        for (ConfigurationPropertyName unknown : unknown(ROOT, RerankProperties.class)) {
            if (!OF_SPRING_AI.isAncestorOf(unknown)) {
                throw new RerankConfigurationException(unknown + " is not known; correct its name, or remove it");
            }
        }
        return binder.bindOrCreate(RerankProperties.PREFIX, RerankProperties.class);
    }

    /**
     * Those of one reranker.
     *
     * @throws BindException if one has no value of its type
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
        for (ConfigurationPropertyName unknown : unknown(name, provider.properties())) {
            if (!unknown.equals(name.append("provider"))) {
                String setting = unknown.toString().substring(name.toString().length());
                throw new RerankConfigurationException(prefix + setting + " is set, but " + provider
                        + " has no such setting; remove it, or correct " + prefix + ".provider");
            }
        }
    }

    /** A name of properties as all its spellings are: {@code faqBot} and {@code FAQBOT} are one. */
    static ConfigurationPropertyName nameOf(String prefix) {
        return ConfigurationPropertyName.adapt(prefix.toLowerCase(Locale.ROOT), '.');
    }

    /** The properties that are set and have no place in the object. Their values, which may be secret, are left alone. */
    private List<ConfigurationPropertyName> unknown(ConfigurationPropertyName prefix, Class<?> type) {
        BindHandler strict = new NoUnboundElementsBindHandler(BindHandler.DEFAULT, new UnboundElementsSourceFilter());
        try {
            binder.bind(prefix, Bindable.of(type), strict);
            return List.of();
        } catch (BindException failure) {
            if (failure.getCause() instanceof UnboundConfigurationPropertiesException unbound) {
                return unbound.getUnboundProperties().stream()
                        .map(ConfigurationProperty::getName)
                        .toList();
            }
            throw failure;
        }
    }
}
