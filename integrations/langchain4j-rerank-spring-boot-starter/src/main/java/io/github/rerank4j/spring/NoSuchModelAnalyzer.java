package io.github.rerank4j.spring;

import dev.langchain4j.model.scoring.ScoringModel;
import io.github.rerank4j.spring.shared.NoSuchBeanAnalyzer;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.core.annotation.Order;

/** Shows in one sentence that a model is injected of which there is none, or more than one. */
@Order(0)
final class NoSuchModelAnalyzer extends NoSuchBeanAnalyzer {

    NoSuchModelAnalyzer(BeanFactory beans) {
        super(beans, ScoringModel.class);
    }

    @Override
    protected boolean isMeant(Class<?> type) {
        return ScoringModel.class.isAssignableFrom(type);
    }

    @Override
    protected String none() {
        return noModel();
    }
}
