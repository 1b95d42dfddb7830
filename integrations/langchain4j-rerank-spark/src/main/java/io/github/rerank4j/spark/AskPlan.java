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
 * @param keepsWhatCame whether tasks of a job that ends hand over the rows that have a score, and leave out the others
 */
record AskPlan(
        ModelPlan model,
        RowLayout layout,
        RerankMetrics metrics,
        int requestsInFlight,
        int failuresInARow,
        List<Class<? extends Throwable>> failFast,
        boolean together,
        String job,
        boolean keepsWhatCame)
        implements Serializable {

    /** The same for a job that writes what came before it ended, and looks at how it ended itself. */
    AskPlan keepingWhatCame() {
        return new AskPlan(model, layout, metrics, requestsInFlight, failuresInARow, failFast, together, job, true);
    }

    /** What one executor knows of how this job fares; an action that ended says nothing about the next one. */
    JobHealth health(OpenModel opened, int stage) {
        return opened.healthOf(keepsWhatCame ? job : job + '/' + stage);
    }

    /** Shows the model's name. */
    @Override
    public String toString() {
        return "AskPlan[model=" + model + "]";
    }
}
