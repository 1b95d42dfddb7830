package io.github.rerank4j.spring.shared;

import org.springframework.beans.factory.BeanFactory;

/** Says what would configure a reranker; a bean of whoever knows the providers. */
@FunctionalInterface
public interface ModelHint {

    /** What is to be done where there is no model, to follow a semicolon. */
    String hint();

    /** What the application's bean of this type says. */
    static String of(BeanFactory beans) {
        ModelHint hint = beans.getBeanProvider(ModelHint.class).getIfUnique();
        return hint == null ? "add langchain4j-rerank-spring-boot-starter, or make a ScoringModel bean" : hint.hint();
    }
}
