package io.github.rerank4j.spring.shared;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.UnboundConfigurationPropertiesException;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.annotation.Order;

/**
 * Shows what is wrong with properties under ours that Spring Boot binds, which are those for Spring AI, as we show it of
 * all others. Before Spring Boot's own analyzers, which show every value.
 */
@Order(0)
final class BindExceptionAnalyzer extends AbstractFailureAnalyzer<BindException> {

    @Override
    protected @Nullable FailureAnalysis analyze(Throwable root, BindException failure) {
        return PropertyNames.isOurs(failure.getName())
                ? new RerankFailureAnalyzer().analyze(root, told(failure))
                : null;
    }

    private static RerankConfigurationException told(BindException failure) {
        if (failure.getCause() instanceof UnboundConfigurationPropertiesException unbound) {
            return new RerankConfigurationException(complaint(
                    unbound.getUnboundProperties().iterator().next(),
                    failure.getName(),
                    failure.getTarget().getType().resolve(Object.class)));
        }
        return WrongValue.told(failure);
    }

    private static String complaint(ConfigurationProperty property, ConfigurationPropertyName prefix, Class<?> type) {
        List<String> settings = ObjectProperties.names(type).toList();
        ConfigurationPropertyName name = property.getName();
        return settings.stream().map(prefix::append).anyMatch(name::equals)
                ? WrongValue.empty(PropertyNames.told(name), property)
                : UnknownName.complaint(property, UnknownName.meant(name, prefix, settings));
    }
}
