package io.github.rerank4j.springai;

import dev.langchain4j.model.scoring.ScoringModel;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.ai.rag.postretrieval.document.DocumentPostProcessor;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.BeanFactoryUtils;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.NoSuchBeanDefinitionException;
import org.springframework.beans.factory.NoUniqueBeanDefinitionException;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.analyzer.AbstractInjectionFailureAnalyzer;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;

/**
 * Shows in one sentence that a post-processor is injected of which there is none, or more than one. Before Spring Boot's
 * own analyzers, which know of no property that would help.
 */
@Order(0)
final class NoSuchPostProcessorAnalyzer extends AbstractInjectionFailureAnalyzer<NoSuchBeanDefinitionException> {

    private static final String ENABLED = RerankSpringAiProperties.PREFIX + ".enabled";

    private final ListableBeanFactory beans;
    private final Environment environment;

    NoSuchPostProcessorAnalyzer(BeanFactory beans, Environment environment) {
        this.beans = (ListableBeanFactory) beans;
        this.environment = environment;
    }

    @Override
    protected @Nullable FailureAnalysis analyze(
            Throwable root, NoSuchBeanDefinitionException failure, @Nullable String injection) {
        Class<?> type = failure.getBeanType();
        if (type != RerankDocumentPostProcessor.class && type != DocumentPostProcessor.class) {
            return null;
        }
        String where = injection == null ? "the application" : injection;
        return new FailureAnalysis(
                where + " needs a " + type.getSimpleName() + problem(failure),
                "Correct the application's properties.",
                failure);
    }

    private String problem(NoSuchBeanDefinitionException failure) {
        List<String> there = names(DocumentPostProcessor.class);
        if (failure instanceof NoUniqueBeanDefinitionException) {
            return ", but there are several, " + there + ", and none of them is primary; say with @Qualifier which is"
                    + " meant";
        }
        if (!there.isEmpty()) {
            return ", but none fits its type and qualifiers; the DocumentPostProcessor beans are " + there;
        }
        if ("false".equalsIgnoreCase(environment.getProperty(ENABLED))) {
            return ", but " + ENABLED + " is false; set it to true, or remove it";
        }
        return names(ScoringModel.class).isEmpty()
                ? ", but no reranker is configured; " + ModelChoice.HOW_TO_HAVE_ONE
                : ", but there is none, although there is a reranker; take part in auto-configuration, or make a bean"
                        + " with RerankDocumentPostProcessor.builder()";
    }

    private List<String> names(Class<?> type) {
        return List.of(BeanFactoryUtils.beanNamesForTypeIncludingAncestors(beans, type, true, false));
    }
}
