package io.github.rerank4j.quarkus;

import io.github.rerank4j.Reranker;
import io.quarkus.arc.BeanDestroyer;
import jakarta.enterprise.context.spi.CreationalContext;
import java.util.Map;

/** Closes a model when the application ends. */
public final class ModelDestroyer implements BeanDestroyer<Reranker> {

    /** For the generated code. */
    public ModelDestroyer() {}

    @Override
    public void destroy(Reranker model, CreationalContext<Reranker> context, Map<String, Object> parameters) {
        model.close();
    }
}
