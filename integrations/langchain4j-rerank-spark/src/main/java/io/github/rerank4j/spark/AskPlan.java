package io.github.rerank4j.spark;

import java.io.Serializable;
import java.util.List;

/**
 * All a task needs to ask its rows.
 *
 * @param model whom
 * @param layout where things are in a row
 * @param metrics where it counts
 * @param requestsInFlight of one task
 * @param failuresInARow of one executor that end the job; 0 for any number
 * @param failFast kinds that end the job
 * @param together whether a question must not be divided
 * @param job tells the job from others of the same JVM
 */
record AskPlan(
        ModelPlan model,
        RowLayout layout,
        RerankMetrics metrics,
        int requestsInFlight,
        int failuresInARow,
        List<Class<? extends Throwable>> failFast,
        boolean together,
        String job)
        implements Serializable {

    /** Shows the model's name. */
    @Override
    public String toString() {
        return "AskPlan[model=" + model + "]";
    }
}
