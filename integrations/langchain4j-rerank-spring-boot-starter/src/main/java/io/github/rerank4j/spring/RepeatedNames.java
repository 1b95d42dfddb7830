package io.github.rerank4j.spring;

import io.github.rerank4j.spring.shared.PropertyNames;
import io.github.rerank4j.spring.shared.RerankConfigurationException;
import io.github.rerank4j.spring.shared.WrongValue;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.core.env.CompositePropertySource;
import org.springframework.core.env.Environment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/**
 * Finds one property that is written in two ways in one file, or one list in two notations: Spring Boot would drop one of the
 * values. In two files that is no mistake, but how properties are overridden.
 */
final class RepeatedNames {

    private static final ConfigurationPropertyName INSTANCES = ConfigurationPropertyName.of(RerankProperties.INSTANCES);

    private RepeatedNames() {}

    /**
     * Fails where there is one among ours.
     *
     * @throws RerankConfigurationException if there is one
     */
    static void requireNone(Environment environment) {
        for (ConfigurationPropertySource source : ConfigurationPropertySources.get(environment)) {
            if (source instanceof IterableConfigurationPropertySource names) {
                requireOneNotation(names);
                if (isOnePlace(source)) {
                    requireNone(names);
                }
            }
        }
    }

    /** In a composite one source overrides another, and a variable of the environment has one spelling. */
    private static boolean isOnePlace(ConfigurationPropertySource source) {
        Object underlying = source.getUnderlyingSource();
        return !(underlying instanceof CompositePropertySource)
                && !(underlying instanceof SystemEnvironmentPropertySource);
    }

    /** A list in one line hides what the same source has of it with indices. */
    private static void requireOneNotation(IterableConfigurationPropertySource source) {
        Map<ConfigurationPropertyName, ConfigurationPropertyName> all = source.stream()
                .filter(PropertyNames::isOurs)
                .collect(Collectors.toMap(name -> name, name -> name, (one, other) -> one, TreeMap::new));
        for (ConfigurationPropertyName name : all.keySet()) {
            ConfigurationPropertyName whole = name.isLastElementIndexed() ? all.get(name.getParent()) : null;
            if (whole != null) {
                throw new RerankConfigurationException(
                        PropertyNames.written(whole) + " and " + PropertyNames.written(name.getParent()) + "["
                                + name.getLastElement(Form.ORIGINAL) + "] are both set in one place, where Spring Boot"
                                + " reads the first alone; write all in one line, or each with its index"
                                + WrongValue.origin(source.getConfigurationProperty(name)));
            }
        }
    }

    private static void requireNone(IterableConfigurationPropertySource source) {
        Map<ConfigurationPropertyName, ConfigurationPropertyName> seen = new HashMap<>();
        source.stream().filter(PropertyNames::isOurs).forEach(name -> {
            ConfigurationPropertyName other = seen.putIfAbsent(name, name);
            if (other != null && !PropertyNames.written(other).equals(PropertyNames.written(name))) {
                throw new RerankConfigurationException(
                        complaint(other, name) + WrongValue.origin(source.getConfigurationProperty(name)));
            }
        });
    }

    private static String complaint(ConfigurationPropertyName one, ConfigurationPropertyName other) {
        return Stream.of(one, other).map(PropertyNames::written).sorted().collect(Collectors.joining(" and "))
                + " are one property, because dashes, underscores and capitals in names do not count; keep one of them"
                + (instance(one).equals(instance(other)) ? "" : ", or give one of the rerankers another name");
    }

    /** The name of a reranker as it is written; empty for what is under none. */
    private static String instance(ConfigurationPropertyName name) {
        return INSTANCES.isAncestorOf(name) ? name.getElement(INSTANCES.getNumberOfElements(), Form.ORIGINAL) : "";
    }
}
