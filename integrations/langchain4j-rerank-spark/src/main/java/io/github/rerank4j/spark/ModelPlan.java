package io.github.rerank4j.spark;

import io.github.rerank4j.Reranker;
import io.github.rerank4j.service.RerankProviders;
import java.io.Serializable;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A model as it travels to the executors: names and values, secrets as references to the environment. Never in a plan,
 * which shows what a {@code toString} shows.
 *
 * @param name what the user calls it
 * @param provider the provider's id
 * @param settings the provider's
 * @param limit what the executors share, with their number
 */
record ModelPlan(
        String name,
        String provider,
        Map<String, String> settings,
        @Nullable AccountLimit limit) implements Serializable {

    /** The variables of the environment that hold secrets of it and of its limit. */
    Set<String> variables() {
        Set<String> variables = new HashSet<>(SecretReferences.variables(settings));
        if (limit != null) {
            variables.addAll(limit.variables());
        }
        return variables;
    }

    /** The same for executors that share a limit, or for none. */
    ModelPlan with(@Nullable AccountLimit shared) {
        return new ModelPlan(name, provider, settings, shared);
    }

    /**
     * Builds it where it is asked.
     *
     * @param texts its settings, secrets included
     */
    Reranker open(ClassLoader loader, Map<String, String> texts, Map<String, Object> objects) {
        return RerankProviders.of(loader).model(provider, texts, objects);
    }

    /** Name and provider. */
    @Override
    public String toString() {
        return "ModelPlan[name=" + name + ", provider=" + provider + "]";
    }
}
