package io.github.rerank4j.quarkus;

import io.github.rerank4j.service.RerankScoringModel;
import io.quarkus.arc.BeanDestroyer;
import jakarta.enterprise.context.spi.CreationalContext;
import java.util.Map;

/** Closes a model when the application ends. */
public final class ModelDestroyer implements BeanDestroyer<RerankScoringModel> {

    /** For the generated code. */
    public ModelDestroyer() {}

    @Override
    public void destroy(
            RerankScoringModel model, CreationalContext<RerankScoringModel> context, Map<String, Object> parameters) {
        model.close();
    }
}
