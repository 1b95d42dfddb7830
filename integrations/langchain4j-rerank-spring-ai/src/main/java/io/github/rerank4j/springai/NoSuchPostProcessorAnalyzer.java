package io.github.rerank4j.springai;

import dev.langchain4j.model.scoring.ScoringModel;
import io.github.rerank4j.spring.shared.NoSuchBeanAnalyzer;
import org.springframework.ai.rag.postretrieval.document.DocumentPostProcessor;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;

/** Shows in one sentence that a post-processor is injected of which there is none, or more than one. */
@Order(0)
final class NoSuchPostProcessorAnalyzer extends NoSuchBeanAnalyzer {

    private static final String ENABLED = RerankSpringAiProperties.PREFIX + ".enabled";

    private final Environment environment;

    NoSuchPostProcessorAnalyzer(BeanFactory beans, Environment environment) {
        super(beans, DocumentPostProcessor.class);
        this.environment = environment;
    }

    @Override
    protected boolean isMeant(Class<?> type) {
        return type == RerankDocumentPostProcessor.class || type == DocumentPostProcessor.class;
    }

    @Override
    protected String none() {
        if ("false".equalsIgnoreCase(environment.getProperty(ENABLED))) {
            return ENABLED + " is false; set it to true, or remove it";
        }
        return names(ScoringModel.class).isEmpty()
                ? noModel()
                : "there is none, although there is a reranker; take part in auto-configuration, or make a bean with"
                        + " RerankDocumentPostProcessor.builder()";
    }
}
