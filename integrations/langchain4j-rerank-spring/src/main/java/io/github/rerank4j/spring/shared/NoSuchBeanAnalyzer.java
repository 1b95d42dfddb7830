package io.github.rerank4j.spring.shared;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.BeanFactoryUtils;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.NoSuchBeanDefinitionException;
import org.springframework.beans.factory.NoUniqueBeanDefinitionException;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.analyzer.AbstractInjectionFailureAnalyzer;

/**
 * Shows in one sentence that a bean is injected of which there is none, or more than one. To be ordered before Spring
 * Boot's own analyzers, which know of no property that would help.
 */
public abstract class NoSuchBeanAnalyzer extends AbstractInjectionFailureAnalyzer<NoSuchBeanDefinitionException> {

    private final ListableBeanFactory beans;
    private final Class<?> type;

    /**
     * Of one kind of beans.
     *
     * @param type what all of these are
     */
    protected NoSuchBeanAnalyzer(BeanFactory beans, Class<?> type) {
        this.beans = (ListableBeanFactory) beans;
        this.type = type;
    }

    /** Whether a bean of that type is of this kind. */
    protected abstract boolean isMeant(Class<?> type);

    /** What is said where there is none at all: why, and what would make one. */
    protected abstract String none();

    /** What is said beside the names of the beans where none of them fits; empty: nothing. */
    protected String remark(Class<?> wanted) {
        return "";
    }

    @Override
    protected final @Nullable FailureAnalysis analyze(
            Throwable root, NoSuchBeanDefinitionException failure, @Nullable String injection) {
        Class<?> wanted = failure.getBeanType();
        if (wanted == null || !isMeant(wanted)) {
            return null;
        }
        String where = injection == null ? "the application" : injection;
        return RerankFailureAnalyzer.analysis(new RerankConfigurationException(
                where + " needs a " + wanted.getSimpleName() + ", but " + problem(failure, wanted)));
    }

    /** What is said where there is no model: that, and what would configure one. */
    protected final String noModel() {
        return "no reranker is configured; " + ModelHint.of(beans);
    }

    /** The names of the beans of a type, those of ancestors included. */
    protected final List<String> names(Class<?> type) {
        return List.of(BeanFactoryUtils.beanNamesForTypeIncludingAncestors(beans, type, true, false));
    }

    private String problem(NoSuchBeanDefinitionException failure, Class<?> wanted) {
        List<String> there = names(type);
        if (there.isEmpty()) {
            return none();
        }
        return failure instanceof NoUniqueBeanDefinitionException
                ? "there are several, " + there + ", and none of them is primary; say with @Qualifier which is meant"
                : "none fits its type and qualifiers; the " + type.getSimpleName() + " beans are " + there
                        + remark(wanted);
    }
}
