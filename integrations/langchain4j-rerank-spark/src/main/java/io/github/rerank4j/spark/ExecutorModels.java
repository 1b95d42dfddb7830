package io.github.rerank4j.spark;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The models of this JVM, which all its tasks share: one for each name and settings. They are opened by the first task
 * that asks them and closed with the JVM, so that connections and permits outlive tasks and checkpoints.
 */
final class ExecutorModels {

    private static final Map<ModelPlan, OpenModel> OPEN = new ConcurrentHashMap<>();

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(ExecutorModels::closeAll, "rerank-models-close"));
    }

    private ExecutorModels() {}

    /**
     * The model of a plan.
     *
     * @param inFlight how many requests it may have in flight if its settings do not say so; those of its first task
     * @throws IllegalStateException if a variable of the environment is missing
     */
    static OpenModel of(ModelPlan plan, int inFlight) {
        return OPEN.computeIfAbsent(plan, missing -> OpenModel.of(missing, inFlight));
    }

    static void closeAll() {
        OPEN.values().removeIf(model -> {
            model.close();
            return true;
        });
    }
}
