package io.github.rerank4j.spring;

import dev.langchain4j.model.scoring.ScoringModel;
import io.github.rerank4j.resilience.CachingScoringModel;
import io.github.rerank4j.spring.shared.NoSuchBeanAnalyzer;
import java.util.List;
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

    /** Who wants the class of a provider's model cannot have one with a cache. */
    @Override
    protected String remark(Class<?> wanted) {
        List<String> cached = names(CachingScoringModel.class);
        return cached.isEmpty() || wanted.isAssignableFrom(CachingScoringModel.class)
                ? ""
                : "; those with a cache, " + cached + ", are of the type CachingScoringModel: inject a Reranker or a"
                        + " ScoringModel, or set " + RerankProperties.CACHE + ".enabled to false";
    }

    @Override
    protected String none() {
        return noModel();
    }
}
