package io.github.rerank4j.spring;

import io.github.rerank4j.spring.shared.PropertyNames;
import io.github.rerank4j.spring.shared.RerankConfigurationException;
import io.github.rerank4j.spring.shared.RerankFailureAnalyzer;
import io.github.rerank4j.spring.shared.WrongValue;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.UnboundConfigurationPropertiesException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.annotation.Order;

/**
 * Shows what is wrong with properties under ours that Spring Boot binds, which are those for Spring AI, as we show it of
 * all others. Before Spring Boot's own analyzers, which show every value.
 */
@Order(0)
final class BindExceptionAnalyzer extends AbstractFailureAnalyzer<BindException> {

    private final ConfigurableBeanFactory beans;

    BindExceptionAnalyzer(BeanFactory beans) {
        this.beans = (ConfigurableBeanFactory) beans;
    }

    @Override
    protected @Nullable FailureAnalysis analyze(Throwable root, BindException failure) {
        return PropertyNames.isOurs(failure.getName()) ? RerankFailureAnalyzer.analysis(refused(failure)) : null;
    }

    private RerankConfigurationException refused(BindException failure) {
        if (failure.getCause() instanceof UnboundConfigurationPropertiesException unbound) {
            return new RerankConfigurationException(new KnownNames(new Providers(beans.getBeanClassLoader()))
                    .complaint(
                            unbound.getUnboundProperties().iterator().next(),
                            failure.getName(),
                            failure.getTarget().getType().resolve(Object.class)));
        }
        return WrongValue.refused(failure);
    }
}
