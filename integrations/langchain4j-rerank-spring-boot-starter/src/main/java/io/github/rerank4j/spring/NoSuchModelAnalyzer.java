package io.github.rerank4j.spring;

import dev.langchain4j.model.scoring.ScoringModel;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.BeanFactoryUtils;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.NoSuchBeanDefinitionException;
import org.springframework.beans.factory.NoUniqueBeanDefinitionException;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.analyzer.AbstractInjectionFailureAnalyzer;
import org.springframework.core.annotation.Order;

/**
 * Shows in one sentence that a model is injected of which there is none, or more than one. Before Spring Boot's own
 * analyzers, which know of no property that would help.
 */
@Order(0)
final class NoSuchModelAnalyzer extends AbstractInjectionFailureAnalyzer<NoSuchBeanDefinitionException> {

    private final ListableBeanFactory beans;

    NoSuchModelAnalyzer(BeanFactory beans) {
        this.beans = (ListableBeanFactory) beans;
    }

    @Override
    protected @Nullable FailureAnalysis analyze(
            Throwable root, NoSuchBeanDefinitionException failure, @Nullable String injection) {
        Class<?> type = failure.getBeanType();
        if (type == null || !ScoringModel.class.isAssignableFrom(type)) {
            return null;
        }
        String where = injection == null ? "the application" : injection;
        return new RerankFailureAnalyzer()
                .analyze(
                        root,
                        new RerankConfigurationException(
                                where + " needs a " + type.getSimpleName() + problem(failure)));
    }

    private String problem(NoSuchBeanDefinitionException failure) {
        List<String> models =
                List.of(BeanFactoryUtils.beanNamesForTypeIncludingAncestors(beans, ScoringModel.class, true, false));
        if (models.isEmpty()) {
            return ", but no reranker is configured; " + RerankProperties.HOW_TO_HAVE_ONE;
        }
        return failure instanceof NoUniqueBeanDefinitionException
                ? ", but there are several, " + models
                        + ", and none of them is primary; say with @Qualifier which is meant"
                : ", but none fits its type and qualifiers; the ScoringModel beans are " + models;
    }
}
